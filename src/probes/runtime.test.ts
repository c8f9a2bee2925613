import { describe, expect, it } from 'vitest';
import type { Command } from '../domain/host.ts';
import type { Target } from '../domain/target.ts';
import { cutShort, exited, scripted } from '../suites/scripted-host.ts';
import runtime from './runtime.ts';

const serving = { pid: 42, startedAt: '2026-01-20T10:00:00.000Z', program: '/stack/venv/bin/python3' };

const answer = {
  python: '3.11.7',
  packagesChangedAt: 1768910400,
  missing: [{ module: 'torch', by: 'fast_tts.py:6' }],
  undeclared: [{ module: 'edge_tts', by: 'tts.py:2' }],
  found: ['fastapi', 'edge_tts'],
};

const answering =
  (facts: object) =>
  ({ argv }: Command) =>
    exited(0, `a warning\n${argv.at(-1)}${JSON.stringify(facts)}\n`);

async function observe(target: Partial<Target>, run = answering(answer)) {
  const { context, commands } = scripted({
    target,
    run,
    listeners: { 8000: serving, 3000: { ...serving, program: '/usr/bin/node' } },
  });
  return { outcome: await runtime.observe(context), commands };
}

const local = { url: 'http://127.0.0.1:8000', folder: '/stack' };

describe('the runtime', () => {
  it('says what the serving process runs, unless ralph started it or there is no project', async () => {
    const { context } = scripted({
      run: answering(answer),
      listeners: { 8000: serving },
      processes: { [serving.pid]: serving },
    });
    const origin = async (pid: number, folder: string) =>
      ({ source: `${folder}-old/${pid}.py`, place: 'copy' }) as const;
    const host = { ...context.host, machine: { ...context.host.machine, origin } };
    const seen = async (target: Partial<Target>) => {
      const outcome = await runtime.observe({ ...context, host, target: { ...context.target, ...target } });
      return 'readings' in outcome ? outcome.readings.origin : outcome;
    };
    expect(await seen(local)).toEqual({ source: `/stack-old/${serving.pid}.py`, place: 'copy' });
    expect(await seen({ ...local, folder: null })).toBeUndefined();
    expect(await seen({ ...local, pid: serving.pid })).toBeUndefined();
  });

  it('asks the interpreter of the serving process', async () => {
    const { outcome, commands } = await observe({ ...local, requirements: '/stack/requirements.txt' });
    expect(outcome).toMatchObject({
      readings: {
        process: serving,
        interpreter: {
          program: serving.program,
          version: '3.11.7',
          packagesChangedAt: '2026-01-20T12:00:00.000Z',
        },
        missing: answer.missing,
        undeclared: answer.undeclared,
        found: answer.found,
      },
    });
    expect(commands[0]?.argv.slice(0, 5)).toEqual([
      serving.program,
      '-',
      'imports',
      '/stack',
      '/stack/requirements.txt',
    ]);
    expect(commands[0]?.folder).toBe('/stack');
  });

  it('shows what it found', async () => {
    const { outcome } = await observe(local);
    expect('raw' in outcome && outcome.raw[0]?.content.split('\n')).toEqual([
      'process 42: /stack/venv/bin/python3, started 2026-01-20T10:00:00.000Z',
      '/stack/venv/bin/python3: Python 3.11.7, packages changed 2026-01-20T12:00:00.000Z',
      'missing: torch, imported by fast_tts.py:6',
      'not in the requirements: edge_tts, imported by tts.py:2',
    ]);
  });

  it('asks the configured interpreter where nothing serves', async () => {
    const { outcome } = await observe({ python: '/usr/bin/python3' });
    expect(outcome).toMatchObject({
      readings: { process: null, interpreter: { program: '/usr/bin/python3' } },
    });
  });

  it('knows a process that is no Python', async () => {
    const { outcome, commands } = await observe({ ...local, url: 'http://localhost:3000' });
    expect(outcome).toMatchObject({
      readings: { process: { pid: 42 }, interpreter: null, missing: [], undeclared: [] },
    });
    expect(commands).toEqual([]);
  });

  it('cannot be asked of a bare URL', async () => {
    expect((await observe({})).outcome).toEqual({ unavailable: expect.stringContaining('target.python') });
  });

  it('cannot be asked in a folder that is gone', async () => {
    const gone = () => ({
      kind: 'not-started' as const,
      reason: 'no-folder' as const,
      message: 'no such folder: /stack',
    });
    const { context } = scripted({ target: { ...local, python: 'python3' }, run: gone });
    expect(await runtime.observe(context)).toEqual({ unavailable: 'no such folder: /stack' });
  });

  it('observes a broken interpreter', async () => {
    const hanging = scripted({ target: { python: 'python3' }, run: () => cutShort({ kind: 'timed-out' }) });
    expect(await runtime.observe(hanging.context)).toMatchObject({
      readings: {
        interpreter: { program: 'python3', broken: 'hangs', detail: 'no answer within 5 s' },
        missing: [],
      },
    });
  });

  it('takes an answer of the wrong shape for none', async () => {
    const { outcome } = await observe(local, answering({ ...answer, missing: 'torch' }));
    expect(outcome).toMatchObject({ readings: { interpreter: { broken: 'nonsense' }, missing: [] } });
  });
});

describe('its metric', () => {
  const { from } = runtime.metrics.missing_modules;
  const none = { process: null, undeclared: [] };

  it('counts what is missing, where an interpreter answered', () => {
    const interpreter = { program: 'python', version: '3.11.7', packagesChangedAt: null };
    expect(from({ ...none, interpreter, missing: answer.missing })).toBe(1);
    expect(from({ ...none, interpreter, missing: [] })).toBe(0);
  });

  it('claims nothing without one', () => {
    expect(from({ ...none, interpreter: null, missing: [] })).toBeUndefined();
    const interpreter = { program: 'python', broken: 'hangs' as const, detail: '' };
    expect(from({ ...none, interpreter, missing: [] })).toBeUndefined();
  });
});
