import { describe, expect, it } from 'vitest';
import type { ProbeReport } from '../domain/review.ts';
import { caseOf, caught, noReview, raising } from './case.fixture.ts';
import { isRight, outcomeOf } from './outcome.ts';
import { trialOf } from './world.ts';

const healthy = { ...trialOf(), id: 'clean-1' };

describe('a cycle', () => {
  it('is right when the finding is raised, and loses the points that the review took off', () => {
    const outcome = caught('apology');
    expect(outcome).toMatchObject({
      missed: [],
      unrelated: [],
      pointsLost: 37.5,
      expected: ['canned-answer'],
    });
    expect(isRight(outcome)).toBe(true);
  });

  it('is right when the finding is a note', () => {
    expect(isRight(caught('apology', raising({ notes: ['canned-answer'] })))).toBe(true);
  });

  it('is wrong when the finding is not raised, whatever else is', () => {
    const outcome = caught('apology', raising({ warnings: ['idle-unload'] }));
    expect(outcome).toMatchObject({ missed: ['canned-answer'], unrelated: ['idle-unload'] });
    expect(isRight(outcome)).toBe(false);
  });

  it('is wrong when something unrelated is raised beside the finding, unless that is a note', () => {
    const found = { blockers: ['canned-answer'] };
    expect(isRight(caught('apology', raising({ ...found, warnings: ['idle-unload'] })))).toBe(false);
    expect(isRight(caught('apology', raising({ ...found, notes: ['idle-unload'] })))).toBe(true);
  });

  it('allows what follows from the fault', () => {
    const trial = trialOf(caseOf('apology', { also: ['idle-unload'] }));
    const review = raising({ blockers: ['canned-answer'], warnings: ['idle-unload'] });
    expect(isRight(outcomeOf(trial, review, 1))).toBe(true);
  });

  it('is wrong when one fault is told as several blockers that nothing joins', () => {
    const trial = trialOf(caseOf('apology', { also: ['llm-slow', 'tts-slow'] }));
    const told = (...blockers: string[]) => outcomeOf(trial, raising({ blockers }), 1);
    const twice = told('canned-answer', 'llm-slow', 'tts-slow < llm-slow');
    expect(twice).toMatchObject({ missed: [], unrelated: [], split: ['canned-answer', 'llm-slow'] });
    expect(isRight(twice)).toBe(false);
    expect(isRight(told('canned-answer', 'llm-slow < canned-answer', 'tts-slow < llm-slow'))).toBe(true);
    const both = trialOf(...trial.cases, caseOf('hangs', { organ: 'gpu', finding: 'gpu-unreadable' }));
    expect(outcomeOf(both, raising({ blockers: ['canned-answer', 'gpu-unreadable'] }), 1).split).toEqual([]);
  });

  it('of two faults needs both findings', () => {
    const trial = trialOf(caseOf('apology'), caseOf('hangs', { organ: 'gpu', finding: 'gpu-unreadable' }));
    const both = outcomeOf(trial, raising({ blockers: ['gpu-unreadable', 'canned-answer'] }), 1);
    const one = outcomeOf(trial, raising({ blockers: ['canned-answer'] }), 1);
    expect([both, one].map(isRight)).toEqual([true, false]);
    expect(one).toMatchObject({ id: 'apology + hangs', missed: ['gpu-unreadable'] });
  });

  it('keeps what is said of the machine apart, unless the machine is what is wrong', () => {
    const said = raising({ warnings: ['noisy-machine'] });
    expect(outcomeOf(healthy, said, 1)).toMatchObject({ unrelated: [], machine: ['noisy-machine'] });
    const noisy = trialOf(caseOf('noisy', { organ: 'machine', finding: 'noisy-machine' }));
    expect(outcomeOf(noisy, said, 1)).toMatchObject({ missed: [], machine: [] });
    expect(isRight(outcomeOf(noisy, raising({}), 1))).toBe(false);
  });

  it('of a healthy stack, or one that only looks ill, is wrong as soon as anything is raised', () => {
    const lookAlike = trialOf(caseOf('traceback-in-the-log', { finding: null }));
    for (const trial of [healthy, lookAlike]) {
      expect(isRight(outcomeOf(trial, raising({}), 1))).toBe(true);
      expect(isRight(outcomeOf(trial, raising({ warnings: ['canned-answer'] }), 1))).toBe(false);
    }
  });

  it('is wrong when a probe broke or there is no review', () => {
    const probe = { id: 'llm', outcome: 'errored' } as ProbeReport;
    const outcome = caught(
      'apology',
      raising({ blockers: ['canned-answer'] }, { probes: [probe], score: null }),
    );
    expect(outcome).toMatchObject({ broken: ['llm'], pointsLost: null });
    expect([outcome, noReview('apology', 'ended')].map(isRight)).toEqual([false, false]);
  });
});
