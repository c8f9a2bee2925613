import { describe, expect, it } from 'vitest';
import { caseOf, noReview, perfect, raising } from './case.fixture.ts';
import { outcomeOf } from './outcome.ts';
import { isSound } from './report.ts';
import { type Cycle, runTrials, type Step, trialsOf } from './run.ts';

const cases = [
  caseOf('apology'),
  caseOf('hangs', { organ: 'gpu', finding: 'gpu-unreadable' }),
  caseOf('traceback-in-the-log', { organ: 'process', finding: null }),
];
const trials = trialsOf(cases, { pairs: 5, clean: 2 });

/** Perfect but for one trial. */
const but =
  (id: string, cycle: Cycle): Cycle =>
  (trial) =>
    trial.id === id ? cycle(trial) : perfect(trial);

const soundness = async (cycle: Cycle): Promise<boolean> => isSound(await runTrials(trials, 2, cycle));

describe('a selftest', () => {
  it('tries each case alone, faults in pairs, and healthy stacks', () => {
    const names = Object.entries(trials).map(([kind, all]) => [kind, all.map(({ id }) => id)]);
    expect(Object.fromEntries(names)).toEqual({
      faults: ['apology', 'hangs'],
      pairs: ['apology + hangs'],
      lookAlikes: ['traceback-in-the-log'],
      clean: ['clean-1', 'clean-2'],
    });
  });

  it('is sound when everything is caught and nothing cried wolf, and counts what it did', async () => {
    const steps: Step[] = [];
    const report = await runTrials(trials, 2, perfect, (step) => void steps.push(step));
    expect(isSound(report)).toBe(true);
    expect(report.summary).toEqual({
      faults: 2,
      caught: 2,
      pairs: 1,
      pairsCaught: 1,
      cleanCycles: 3,
      falseAlarms: 0,
    });
    expect(report.pairs.map(({ id }) => id)).toEqual(['apology + hangs']);
    expect(report.clean.map(({ id }) => id)).toEqual(['clean-1', 'clean-2']);
    expect(steps.map(({ done, of }) => `${done}/${of}`)).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
  });

  it.each<[what: string, id: string, cycle: Cycle, summary: object]>([
    ['misses a fault', 'apology', async (trial) => outcomeOf(trial, raising({}), 1), { caught: 1 }],
    [
      'names one of two faults only',
      'apology + hangs',
      async (trial) => outcomeOf(trial, raising({ blockers: ['gpu-unreadable'] }), 1),
      { caught: 2, pairsCaught: 0 },
    ],
    [
      'cries wolf of a healthy stack',
      'clean-2',
      async (trial) => outcomeOf(trial, raising({ warnings: ['idle-unload'] }), 1),
      { falseAlarms: 1 },
    ],
    [
      'is fooled by a look-alike',
      'traceback-in-the-log',
      async (trial) => outcomeOf(trial, raising({ warnings: ['idle-unload'] }), 1),
      { falseAlarms: 1, cleanCycles: 3 },
    ],
    ['brings no review of a fault', 'hangs', async () => noReview('hangs', 'ended'), { caught: 1 }],
    [
      'brings no review of a healthy stack',
      'clean-1',
      async () => noReview('clean-1', 'ended'),
      { cleanCycles: 2 },
    ],
  ])('is not sound when a review %s', async (_what, id, cycle, summary) => {
    const report = await runTrials(trials, 2, but(id, cycle));
    expect(report.summary).toMatchObject(summary);
    expect(isSound(report)).toBe(false);
  });

  it('is not sound when nothing was tried', async () => {
    expect(isSound(await runTrials(trialsOf([], { pairs: 0, clean: 0 }), 1, perfect))).toBe(false);
  });

  it('ends with the reason of an interruption', async () => {
    await expect(soundness(but('hangs', () => Promise.reject(new Error('interrupted'))))).rejects.toThrow(
      'interrupted',
    );
  });
});
