import { expect, it } from 'vitest';
import type { LoadReport } from './load-report.ts';
import { mergedReport } from './merged-report.ts';
import { createHistograms, createTally } from './tally.ts';
import type { Outcome } from './visitor.ts';

/** What a thread reports whose turns took so long. */
function report(latenciesMs: readonly number[], ownDelay: LoadReport['ownDelay'], failed = 0): LoadReport {
  const histograms = createHistograms();
  const tally = createTally([], histograms);
  const times = { intendedMs: 0, startedMs: 0, queued: false };
  for (const endMs of latenciesMs)
    tally.record(times, { kind: 'answered', sentMs: 0, endMs, firstMs: null, underrunMs: null });
  const refusal: Outcome = { kind: 'failed', reason: 'HTTP 503' };
  for (let each = 0; each < failed; each++) tally.record(times, refusal);
  return {
    kind: 'done',
    histograms,
    counts: tally.counts(),
    measuredMs: 10_000 - failed,
    measuredFromEpochMs: 5,
    ownDelay,
  };
}

it('is all turns of all threads, and the worst of their delays', () => {
  const merged = mergedReport([
    report([1, 2, 3], { p50: 0.1, p99: 4, max: 9 }),
    report([100, 200], { p50: 0.3, p99: 2, max: 30 }, 2),
    report([], null),
  ]);
  expect(merged?.counts).toMatchObject({ answered: 5, good: 5, failed: { 'HTTP 503': 2 } });
  expect(merged?.histograms.latency.count).toBe(5);
  expect(Math.round((merged?.histograms.latency.percentile(50) ?? 0) / 1_000)).toBe(3);
  expect(Math.round((merged?.histograms.latency.max ?? 0) / 1_000)).toBe(200);
  expect(merged?.histograms.lag.count).toBe(7);
  expect(merged?.histograms.gap.count).toBe(0);
  expect(merged).toMatchObject({ measuredMs: 9_998, ownDelay: { p50: 0.3, p99: 4, max: 30 } });
});

it('is the report itself of one thread, and none of none', () => {
  const one = report([1], null);
  expect(mergedReport([one])).toBe(one);
  expect(mergedReport([])).toBeUndefined();
});
