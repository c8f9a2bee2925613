import { describe, expect, it } from 'vitest';
import type { GpuAnswer } from '../domain/gpu.ts';
import { type Check, prognosisOf } from './check.ts';
import { fleetChecks } from './fleet.ts';
import { type MachineFacts, machineChecks } from './machine.ts';
import { projectChecks, type TaskFacts } from './project.ts';
import { type ServerFacts, stackChecks } from './stack.ts';

const machine: MachineFacts = {
  ...{ node: 'v20.19.0', platform: 'linux', gpu: { kind: 'absent' }, cores: 8, load: 1.2 },
  managers: ['apt-get'],
};

const standings = (checks: readonly Check[]) =>
  Object.fromEntries(checks.map(({ id, standing }) => [id, standing]));

const gpuOf = (
  gpu: GpuAnswer,
  wanted: 'auto' | 'required' | 'ignore' = 'auto',
  more: Partial<MachineFacts> = {},
) => machineChecks({ ...machine, ...more, gpu }, wanted).find(({ id }) => id === 'gpu');

const device = {
  ...{ index: 0, name: 'NVIDIA GeForce RTX 4090', memoryTotalMib: null, memoryUsedMib: null },
  ...{ utilisationPct: null, temperatureC: null, powerW: null },
};
const seen = (devices: (typeof device)[]): GpuAnswer => ({
  kind: 'seen',
  snapshot: { driver: '550.54', cuda: null, devices, processes: [] },
});

describe('a machine', () => {
  it('without a GPU lacks it, which is wrong only where the config requires one', () => {
    expect(gpuOf({ kind: 'absent' })).toMatchObject({
      standing: 'gap',
      commands: ['sudo apt-get install -y nvidia-driver'],
    });
    expect(gpuOf(seen([]))?.standing).toBe('gap');
    expect(gpuOf({ kind: 'absent' }, 'required')?.standing).toBe('wrong');
    expect(gpuOf({ kind: 'absent' }, 'ignore')?.standing).toBe('gap');
  });

  it('with one names it; with a driver that fails says how', () => {
    expect(gpuOf(seen([device]))).toMatchObject({
      ...{ standing: 'ready', found: { en: 'NVIDIA GeForce RTX 4090, driver 550.54' } },
    });
    const broken: GpuAnswer = {
      kind: 'broken',
      how: 'fails',
      message: 'Driver/library\u001b[31m version mismatch',
    };
    expect(gpuOf(broken)).toMatchObject({
      ...{ standing: 'wrong', found: { en: 'nvidia-smi fails: Driver/library version mismatch' } },
    });
  });

  it('names no package of a manager that it does not know', () => {
    expect(gpuOf({ kind: 'absent' }, 'auto', { managers: [] })?.commands).toEqual([]);
    expect(gpuOf({ kind: 'absent' }, 'auto', { managers: ['brew'] })?.commands).toEqual([]);
  });

  it('is quiet up to half of its cores', () => {
    const quiet = (load: number) => standings(machineChecks({ ...machine, load }, 'auto')).quiet;
    expect([quiet(4), quiet(4.1)]).toEqual(['ready', 'gap']);
  });
});

const task: TaskFacts = { argv: ['pytest'], folder: '/her', hasFolder: true, hasProgram: true };

describe('a project', () => {
  it('lacks what the config does not say, and is wrong where it says what is not there', () => {
    const bare = { tests: null, build: null, requirements: null, hasCommit: null };
    expect(standings(projectChecks(bare))).toEqual({
      tests: 'gap',
      build: 'gap',
      requirements: 'gap',
      commit: 'gap',
    });
    const wrong = {
      tests: { ...task, hasProgram: false },
      build: { ...task, hasFolder: false },
      requirements: { file: '/her/requirements.txt', isThere: false },
      hasCommit: false,
    };
    expect(standings(projectChecks(wrong))).toEqual({
      ...{ tests: 'wrong', build: 'wrong', requirements: 'wrong', commit: 'gap' },
    });
    const whole = {
      tests: task,
      build: task,
      requirements: { file: 'r.txt', isThere: true },
      hasCommit: true,
    };
    expect(new Set(Object.values(standings(projectChecks(whole))))).toEqual(new Set(['ready']));
  });
});

const server: ServerFacts = {
  ...{ url: 'http://localhost:8000', dialect: 'eva', otherwise: null, answers: true, hasKey: false },
  spoken: [{ dialect: 'eva', words: 'eva (her), 99 %', wantsKey: false }],
  roles: ['llm', 'tts'],
  process: { pid: 7, program: '/her/venv/bin/python' },
};
const of = (more: Partial<ServerFacts>) => stackChecks([{ ...server, ...more }], ['start it']);

describe('a stack', () => {
  it('is ready where it speaks as the config says; what it does not serve is left out', () => {
    expect(standings(of({}))).toEqual({
      ...{ 'answers http://localhost:8000': 'ready', llm: 'ready', tts: 'ready', stt: 'gap' },
      'process http://localhost:8000': 'ready',
    });
  });

  it('that is silent is wrong, with the command that starts it, and nothing more is said of it', () => {
    const otherwise = { en: 'nothing listens there', fr: 'rien n’y écoute' };
    const [silent, ...rest] = of({ answers: false, spoken: [], roles: [], otherwise, process: null });
    expect(silent).toMatchObject({ standing: 'wrong', commands: ['start it'] });
    expect(silent?.found.en).toContain('nothing listens there');
    expect(rest).toEqual([]);
  });

  it('that wants a key is wrong without one, and ready with one', () => {
    const spoken = [{ dialect: 'eva', words: 'eva', wantsKey: true }];
    expect(of({ spoken })[0]?.standing).toBe('wrong');
    expect(of({ spoken, hasKey: true })[0]?.standing).toBe('ready');
  });

  it('that speaks otherwise than it is asked is wrong, unless it is described', () => {
    const spoken = [{ dialect: 'openai', words: 'openai (vLLM)', wantsKey: false }];
    expect(of({ spoken })[0]).toMatchObject({ standing: 'wrong', advice: { en: 'say dialect: openai' } });
    expect(of({ spoken, dialect: 'custom' })[0]?.standing).toBe('ready');
  });

  it('on another machine, or in a container, has a process that is not seen', () => {
    const process = (where: ServerFacts['process']) =>
      of({ process: where }).find(({ id }) => id.startsWith('process'));
    expect(process('elsewhere')?.found.en).toContain('another machine');
    expect(process(null)?.standing).toBe('gap');
  });
});

it('a review fails for what is wrong alone', () => {
  expect(prognosisOf(of({}))).toBe('can');
  expect(prognosisOf(of({ answers: false }))).toBe('fails');
});

describe('what is shared with others', () => {
  const queue = { place: 'redis://agent@queue', agents: ['gpu-01'] };
  const archive = { place: 'postgres://ralph@db/ralph', reviews: 1 };

  it('is checked where the config names it, and there alone', () => {
    expect(fleetChecks({ queue: null, archive: null })).toEqual([]);
    expect(fleetChecks({ queue, archive })).toMatchObject([
      { standing: 'ready', found: { en: 'redis://agent@queue: 1 agent is there (gpu-01)' } },
      { standing: 'ready', found: { en: 'postgres://ralph@db/ralph: 1 review' } },
    ]);
  });

  it('that cannot be used says why and what to do; without its archive no review can be kept', () => {
    const problem = 'found \u001b[31mno answer, expected a server';
    const there = { place: 'redis://queue', problem };
    const [noQueue, ...others] = fleetChecks({ queue: there, archive: null });
    expect(others).toEqual([]);
    expect(noQueue).toMatchObject({
      ...{ standing: 'gap', found: { en: 'found no answer, expected a server' } },
      advice: { en: expect.stringContaining('docs/fleet.md') },
    });
    expect(prognosisOf(fleetChecks({ queue: there, archive: there }))).toBe('fails');
  });

  it('names a few of many agents, and nobody gives a terminal orders by his name', () => {
    const names = Array.from({ length: 200 }, (_, index) => `gpu-${index}\u001b[2J`);
    const [check] = fleetChecks({ queue: { place: 'redis://queue', agents: names }, archive: null });
    expect(check?.found.en).toMatch(/^redis:\/\/queue: 200 agents are there \(gpu-0, .*gpu-7, …\)$/);
  });
});
