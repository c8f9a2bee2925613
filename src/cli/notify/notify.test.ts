import { expect, test } from 'vitest';
import type { CycleRecord } from '../../domain/record.ts';
import type { Verdict } from '../../domain/review.ts';
import { verdictBefore } from './notify.ts';

type Past = Pick<CycleRecord, 'cycle' | 'target' | 'branch' | 'verdict'>;

const past = (cycle: number, verdict: Verdict | null, more: Partial<Past> = {}): Past => ({
  ...{ cycle, verdict, target: 'eva', branch: 'main' },
  ...more,
});

const review = { cycle: 7, target: { name: 'eva', url: 'http://localhost:8000' } };

test.each<[string, Past[], Verdict | null]>([
  ['the first review has none before', [past(7, 'ok')], null],
  ['the newest before it counts', [past(7, 'ok'), past(6, 'blocked'), past(5, 'ok')], 'blocked'],
  ['not itself, nor what came after', [past(8, 'ok'), past(7, 'ok'), past(6, 'blocked')], 'blocked'],
  [
    'another target is another story',
    [past(7, 'ok'), past(6, 'blocked', { target: 'b' }), past(5, 'ok')],
    'ok',
  ],
  [
    'so is another branch',
    [past(7, 'ok'), past(6, 'blocked', { branch: 'b' }), past(5, 'attention')],
    'attention',
  ],
  ['and so is none', [past(7, 'ok'), past(6, 'blocked', { branch: null }), past(5, 'ok')], 'ok'],
  [
    'without a branch, those without one',
    [past(7, 'ok', { branch: null }), past(6, 'ok'), past(5, 'blocked', { branch: null })],
    'blocked',
  ],
  [
    'inconclusive is a verdict like any other',
    [past(7, 'ok'), past(6, 'inconclusive'), past(5, 'ok')],
    'inconclusive',
  ],
  ['an imported review that has none is passed over', [past(7, 'ok'), past(6, null), past(5, 'ok')], 'ok'],
])('%s', (_, records, before) => {
  expect(verdictBefore(review, records)).toBe(before);
});
