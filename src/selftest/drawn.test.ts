import { describe, expect, it } from 'vitest';
import { caseOf, caught, noReview, perfect, raising } from './case.fixture.ts';
import { complaints, rowOf, saidOfTheMachine, stepLines, summaryRows } from './drawn.ts';
import { reportOf } from './report.ts';
import { trialOf } from './world.ts';

describe('a row', () => {
  it.each([
    ['caught', caught('apology')],
    ['MISSED', caught('apology', raising({}))],
    ['FALSE ALARM', caught('apology', raising({ blockers: ['canned-answer'], warnings: ['idle-unload'] }))],
    ['NO REVIEW', noReview('apology', 'ended')],
  ])('says %s', (word, outcome) => {
    expect(rowOf(outcome).caught).toBe(word);
  });

  it('of what only looks like a fault is quiet', async () => {
    expect(rowOf(await perfect(trialOf(caseOf('traceback', { finding: null })))).caught).toBe('quiet');
  });

  it('holds fault, finding, points, time and what stands beside', () => {
    const review = raising({ blockers: ['canned-answer'], warnings: ['noisy-machine'] });
    expect(rowOf(caught('apology', review))).toEqual({
      fault: 'apology',
      finding: 'canned-answer',
      caught: 'caught',
      lost: '37.5',
      time: '11.4 s',
      'raised beside it': 'noisy-machine',
    });
  });
});

it('a line of progress says how far it is, and below it what is wrong and where to look', () => {
  expect(stepLines(caught('apology'), 7, 120)).toEqual(['  7/120 ✓ apology  11.4 s  canned-answer']);
  const wrong = { ...caught('apology', raising({ warnings: ['idle-unload'] })), kept: '/tmp/x' };
  expect(stepLines(wrong, 8, 9)).toEqual([
    '8/9 ✗ apology  11.4 s  idle-unload',
    '      canned-answer was not raised',
    '      idle-unload was raised, and nothing of the kind is wrong',
    '      kept in /tmp/x',
  ]);
});

it('a cycle without a review says why, and not that everything was missed', () => {
  expect(complaints(noReview('apology', 'it was not over after 120 s'))).toEqual([
    'there is no review: it was not over after 120 s',
  ]);
});

it('the two numbers are shares, and none of nothing', () => {
  const half = reportOf({
    faults: [caught('a'), caught('b', raising({})), caught('c')],
    pairs: [],
    lookAlikes: [],
    clean: [],
  });
  expect(summaryRows(half.summary).map(([, figure]) => figure)).toEqual([
    '2 of 3 (66.7 %)',
    'none tried',
    '0; 0 of the cycles were of healthy stacks',
  ]);
});

it('what was said of the machine is counted by cycle', () => {
  const noisy = raising({ blockers: ['canned-answer'], warnings: ['noisy-machine'] });
  const late = raising({ blockers: ['canned-answer'], warnings: ['noisy-machine', 'instrument-late'] });
  const faults = [caught('a', noisy), caught('b', late), caught('c')];
  expect(saidOfTheMachine(reportOf({ faults, pairs: [], lookAlikes: [], clean: [] }))).toEqual([
    ['instrument-late', 1],
    ['noisy-machine', 2],
  ]);
});
