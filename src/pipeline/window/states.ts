import type { Metric, StateMetric } from '../../domain/metric.ts';
import type { CycleRecord, Reading } from '../../domain/record.ts';
import type { StateMove } from '../../domain/window.ts';
import { milestoneOf } from './milestone.ts';
import type { Seen } from './stands.ts';

interface Known {
  readonly record: CycleRecord;
  readonly reading: Reading;
  /** Place among the metric's states, from best to worst. */
  readonly rank: number;
}

function knownOf(records: readonly CycleRecord[], id: string, { states }: StateMetric<unknown>): Known[] {
  const order = Object.keys(states);
  return records.flatMap((record) => {
    const reading = record.readings[id];
    const rank = order.indexOf(String(reading?.value));
    return reading && rank >= 0 ? [{ record, reading, rank }] : [];
  });
}

function moveOf(seen: Seen, id: string, metric: StateMetric<unknown>): StateMove | undefined {
  const inside = new Set(seen.records.slice(seen.from));
  const known = knownOf(seen.records, id, metric);
  const now = known.at(-1);
  const before = known.findLast(({ record }) => !inside.has(record)) ?? known[0];
  if (!now || !before || now.rank === before.rank || !inside.has(now.record)) return undefined;
  const other = known.findLastIndex(({ rank }) => rank !== now.rank);
  return {
    metric: id,
    title: metric.title,
    kind: now.rank > before.rank ? 'worse' : 'better',
    before: before.reading.shown,
    now: now.reading.shown,
    at: milestoneOf((known[other + 1] ?? now).record),
  };
}

/** The states that are better or worse at the end of the window than before it, or at its begin where nothing was before. */
export const stateMoves = (
  seen: Seen,
  metrics: readonly (readonly [string, Metric<unknown>])[],
): StateMove[] =>
  metrics.flatMap(([id, metric]) => (metric.kind === 'state' ? (moveOf(seen, id, metric) ?? []) : []));
