import type { Records, Slip } from '../archive/record.ts';
import type { CycleRecord } from '../domain/record.ts';
import type { Trend } from '../domain/trend.ts';
import type { WindowReport } from '../domain/window.ts';
import { type TrendRules, trendOf } from '../pipeline/trend/trend.ts';
import * as known from './known.ts';
import { metricsNamed } from './metrics-named.ts';
import { seenFrom } from './trend-seen.ts';

/** By what a trend of these lines is drawn here; absent: those of the score and the criteria. */
const trendRules = (
  lines: readonly string[] = metricsNamed([], known.metrics, known.criteria),
): TrendRules => ({
  lines,
  metrics: known.metrics,
  criteria: known.criteria,
  explains: new Map(known.explains),
});

/** How figures went over the slips of one target from an index on; of those before it as many are read as its blockers take. */
export async function trendOver(
  records: Records,
  slips: readonly Slip[],
  from: number,
  lines?: readonly string[],
): Promise<Trend> {
  const seen = await seenFrom(records, slips, from);
  return trendOf(slips[0]?.row.target ?? '', seen, trendRules(lines));
}

/** How figures went over a window that was reported, by target; `all`: the records it was reported from. */
export function trendsOf(report: WindowReport, all: readonly CycleRecord[]): ReadonlyMap<string, Trend> {
  return new Map(
    report.targets.map(({ target, cycles }) => {
      const records = all.filter((record) => record.target === target);
      return [target, trendOf(target, { records, from: records.length - cycles.length }, trendRules())];
    }),
  );
}
