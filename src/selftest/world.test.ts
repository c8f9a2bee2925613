import { describe, expect, it } from 'vitest';
import { caseOf } from './case.fixture.ts';
import type { FaultCase, World } from './fault-case.ts';
import { canBeOne, configOf, programsOf, projectOf, trialOf } from './world.ts';

const both = (a: World, b: World): World =>
  trialOf(caseOf('a', { world: a }), caseOf('b', { world: b })).world;

describe('two worlds in one', () => {
  it('have all that is wrong in either', () => {
    const a: World = {
      faults: ['chat-slow:10'],
      commands: { pytest: 'pytest-hangs' },
      target: { gpu: 'auto' },
      beside: [['-e', '1']],
    };
    const b: World = {
      faults: ['tts-silent'],
      commands: { next: null },
      project: { 'requirements.txt': 'left-pad' },
      samples: { most: 2 },
      beside: [['-e', '2']],
    };
    expect(both(a, b)).toEqual({
      faults: ['chat-slow:10', 'tts-silent'],
      serve: [],
      commands: { pytest: 'pytest-hangs', next: null },
      project: { 'requirements.txt': 'left-pad' },
      target: { gpu: 'auto' },
      hears: false,
      brief: false,
      samples: { most: 2 },
      beside: [
        ['-e', '1'],
        ['-e', '2'],
      ],
    });
    expect(canBeOne(a, b)).toBe(true);
  });

  it.each<[why: string, a: World, b: World]>([
    ['two stacks', { stack: 'hangs' }, { stack: null }],
    ['a fault of a stack that is not there', { stack: 'hangs' }, { faults: ['chat-slow:10'] }],
    ['a flag of a stack that is not there', { stack: null }, { serve: ['--rate-limit', '60'] }],
    ['one fault twice', { faults: ['chat-slow:10'] }, { faults: ['chat-slow:9000'] }],
    ['one flag twice', { serve: ['--rate-limit', '60'] }, { serve: ['--rate-limit', '5'] }],
    ['one program twice', { commands: { pytest: null } }, { commands: { pytest: 'pytest-hangs' } }],
    ['one file twice', { project: { 'a.txt': '1' } }, { project: { 'a.txt': '2' } }],
    ['one key of the config twice', { target: { gpu: 'auto' } }, { target: { gpu: 'ignore' } }],
  ])('cannot be made of %s', (_why, a, b) => {
    expect([canBeOne(a, b), canBeOne(b, a)]).toEqual([false, false]);
  });

  it('take few samples where that is enough for both', () => {
    const few = { brief: true };
    expect([both(few, few), both(few, {}), both({}, few)].map(({ brief }) => brief)).toEqual([
      true,
      false,
      false,
    ]);
    expect(trialOf(caseOf('a', { world: few })).world.brief).toBe(true);
    expect(JSON.parse(configOf(few, 'http://x')).samples).toMatchObject({ warm: 2, warmup: 0 });
  });

  it('hear where speech is struck, or where all must be well', () => {
    const of = (...cases: readonly FaultCase[]) => trialOf(...cases).world;
    const [chat, speech, tests] = (['chat', 'speech', 'tests'] as const).map((organ) =>
      caseOf('a', { organ }),
    );
    if (!chat || !speech || !tests) throw new Error('three cases');
    expect(of(chat)).toMatchObject({ hears: false, brief: false });
    expect(of(tests)).toMatchObject({ hears: false, brief: true });
    expect(of(speech)).toMatchObject({ hears: true, brief: false });
    expect(of(tests, speech)).toMatchObject({ hears: true, brief: false });
    expect(of(caseOf('a', { organ: 'tests', finding: null }))).toMatchObject({ hears: true });
    expect(of()).toEqual({ hears: true });
  });

  it('may agree', () => {
    expect(canBeOne({ samples: { most: 2 } }, { samples: { most: 2 } })).toBe(true);
  });
});

describe('a world', () => {
  it('without faults is healthy', () => {
    expect(Object.fromEntries(programsOf({}))).toEqual({
      'nvidia-smi': 'nvidia-smi-serving',
      python3: 'python-ok',
      pytest: 'pytest-all-pass',
      next: 'next-build-ok',
    });
    expect(projectOf({})['requirements.txt']).toBe('fastapi\ntorch\n');
  });

  it('leaves out a program that is absent, and lays its own keys over the config', () => {
    const world: World = { commands: { pytest: null }, target: { gpu: 'ignore' }, samples: { most: 5 } };
    expect(programsOf(world).map(([program]) => program)).toEqual(['nvidia-smi', 'python3', 'next']);
    expect(JSON.parse(configOf(world, 'http://127.0.0.1:9'))).toMatchObject({
      target: { url: 'http://127.0.0.1:9', gpu: 'ignore', python: 'python3' },
      samples: { most: 5, warm: 3 },
    });
  });
});
