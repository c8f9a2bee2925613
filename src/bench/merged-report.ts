import { latencyHistogram } from '../statistics/histogram.ts';
import type { LoadReport } from './load-report.ts';
import { byTiming, type Timing } from './scenario.ts';
import type { Counts, Histograms } from './tally.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function summed(counts: readonly Counts[]): Counts {
  const failed: Record<string, number> = {};
  for (const each of counts)
    for (const [reason, count] of Object.entries(each.failed)) failed[reason] = (failed[reason] ?? 0) + count;
  const of = (name: Exclude<keyof Counts, 'failed'>) => sum(counts.map((each) => each[name]));
  return {
    answered: of('answered'),
    good: of('good'),
    continuous: of('continuous'),
    abandoned: of('abandoned'),
    queued: of('queued'),
    failed,
  };
}

function together(histograms: readonly Histograms[]): Histograms {
  const merged = byTiming(latencyHistogram);
  for (const each of histograms)
    for (const timing of Object.keys(merged) as Timing[])
      if (each[timing].count > 0) merged[timing].add(each[timing]);
  return merged;
}

/** The latest of several delays: whoever was late, what he stamped is among the figures. */
function latest(delays: readonly LoadReport['ownDelay'][]): LoadReport['ownDelay'] {
  const known = delays.filter((delay) => delay !== null);
  if (known.length === 0) return null;
  const most = (name: 'p50' | 'p99' | 'max') => Math.max(...known.map((delay) => delay[name]));
  return { p50: most('p50'), p99: most('p99'), max: most('max') };
}

/** What several threads have measured together; of their own delays the worst. Undefined without any report. */
export function mergedReport(reports: readonly LoadReport[]): LoadReport | undefined {
  const [first, ...others] = reports;
  if (!first || others.length === 0) return first;
  return {
    kind: first.kind,
    histograms: together(reports.map(({ histograms }) => histograms)),
    counts: summed(reports.map(({ counts }) => counts)),
    measuredMs: Math.min(...reports.map(({ measuredMs }) => measuredMs)),
    measuredFromEpochMs: first.measuredFromEpochMs,
    ownDelay: latest(reports.map(({ ownDelay }) => ownDelay)),
  };
}
