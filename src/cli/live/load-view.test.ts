import { expect, it } from 'vitest';
import type { LoadReport } from '../../bench/load-report.ts';
import { createHistograms, createTally } from '../../bench/tally.ts';
import { textOf } from './line.ts';
import { loadView } from './load-view.ts';

const histograms = createHistograms();
const report: LoadReport = {
  ...{ kind: 'progress', histograms, counts: createTally([], histograms).counts() },
  ...{ measuredMs: 5_000, measuredFromEpochMs: 0, ownDelay: null },
};
const drawn = (columns: number, rows: number, of: LoadReport | undefined = report): string[] =>
  loadView(of, 20_000, { columns, rows }).map(textOf);

it('shows how far a load is, how long it takes, and how its answers came', () => {
  expect(drawn(60, 9)).toEqual(['  ━━━────────────  about 15 s left', '  5 of 20 s · 0 answered · 0 failed']);
  expect(drawn(60, 9, { ...report, measuredMs: 20_000 })[0]).toBe('  ━━━━━━━━━━━━━━━  ');
});

it('keeps to its room, and shows nothing before there is something', () => {
  expect(drawn(20, 1)).toEqual(['  5 of 20 s · 0 ans…']);
  expect(drawn(60, 0)).toEqual([]);
  expect(loadView(undefined, 20_000, { columns: 60, rows: 9 })).toEqual([]);
});
