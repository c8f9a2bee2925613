import type { Metric, NumberMetric } from '../../domain/metric.ts';
import type { CycleRecord, Reading } from '../../domain/record.ts';
import type { LevelMove } from '../../domain/window.ts';
import { levelShift, shiftZ } from '../../statistics/level-shift.ts';
import { mean } from '../../statistics/quantile.ts';
import { differences } from '../fingerprint.ts';
import { milestoneOf } from './milestone.ts';
import type { Seen } from './stands.ts';

/** Older cycles say little of today. */
const MOST_BEFORE = 40;
const NAMED = 5;
/** No stack is steadier from cycle to cycle, whatever a short history says: half a percent. */
const LEAST_SPREAD = 0.005;

/** The cycles whose figures mean the same as those of the newest. */
export function comparableOf({ records, from }: Seen): Seen {
  const newest = records.at(-1);
  const isComparable = (record: CycleRecord): boolean =>
    record.origin === newest?.origin &&
    record.origin !== 'imported' &&
    differences(record.testbed, newest.testbed).length === 0;
  const before = records.slice(0, from).filter(isComparable).slice(-MOST_BEFORE);
  return { records: [...before, ...records.slice(from).filter(isComparable)], from: before.length };
}

interface Figure {
  readonly record: CycleRecord;
  readonly reading: Reading;
  readonly value: number;
}

const figuresOf = (records: readonly CycleRecord[], id: string): Figure[] =>
  records.flatMap((record) => {
    const reading = record.readings[id];
    return typeof reading?.value === 'number' ? [{ record, reading, value: reading.value }] : [];
  });

/** In which numbers a series is compared: logarithms where every cycle has samples, else as it is. */
interface Scale {
  of(figure: Figure): number;
  back(level: number): number;
  readonly leastSpread: number;
}

function scaleOf(figures: readonly Figure[], floor: number): Scale {
  if (figures.every(({ reading }) => reading.shape))
    return {
      of: ({ reading, value }) => reading.shape?.level ?? Math.log(value),
      back: Math.exp,
      leastSpread: LEAST_SPREAD,
    };
  const height = Math.max(...figures.map(({ value }) => Math.abs(value)));
  return {
    of: ({ value }) => value,
    back: (level) => level,
    leastSpread: Math.max(floor / 2, LEAST_SPREAD * height, Number.MIN_VALUE),
  };
}

/** What a move must be to be told. */
export interface Limits {
  readonly tolerancePct: number;
  /** How many metrics are judged at once. */
  readonly metrics: number;
}

type Step = Pick<LevelMove, 'before' | 'now' | 'deltaPct'>;

const stepOf = (before: number, now: number): Step => ({
  before,
  now,
  deltaPct: before === 0 ? null : (100 * (now - before)) / Math.abs(before),
});

const matters = (
  { before, now, deltaPct }: Step,
  { floor }: NumberMetric<unknown>,
  tolerancePct: number,
): boolean => Math.abs(now - before) > floor && (deltaPct === null || Math.abs(deltaPct) > tolerancePct);

function moveOf(
  id: string,
  metric: NumberMetric<unknown>,
  { records, from }: Seen,
  { tolerancePct, metrics }: Limits,
): LevelMove | undefined {
  const before = figuresOf(records.slice(0, from), id);
  const inside = figuresOf(records.slice(from), id);
  if (before.length === 0 || inside.length === 0) return undefined;
  const scale = scaleOf([...before, ...inside], metric.floor);
  const levels = { before: before.map(scale.of), inside: inside.map(scale.of) };
  const shift = levelShift(levels.before, levels.inside, scale.leastSpread);
  const moved = stepOf(scale.back(shift.before), scale.back(shift.now));
  const first = inside[shift.at];
  const named = { metric: id, title: metric.title, unit: metric.unit };
  if (
    first &&
    matters(moved, metric, tolerancePct) &&
    Math.abs(shift.z ?? 0) > shiftZ(metrics, inside.length)
  )
    return {
      ...{ ...named, ...moved, cycles: shift.counts },
      kind: moved.now > moved.before === (metric.better === 'higher') ? 'better' : 'worse',
      at: milestoneOf(first.record),
    };
  return {
    ...{ ...named, kind: 'within-noise', at: null },
    ...stepOf(scale.back(mean(levels.before) ?? 0), scale.back(mean(levels.inside) ?? 0)),
    cycles: { before: before.length, now: inside.length },
  };
}

/** How far a figure went, for an order; a start from nothing is the farthest. */
const farness = ({ deltaPct }: LevelMove): number =>
  deltaPct === null ? Number.POSITIVE_INFINITY : Math.abs(deltaPct);

const farthestFirst = (moves: readonly LevelMove[]): LevelMove[] =>
  [...moves].sort((a, b) => farness(b) - farness(a) || (a.metric < b.metric ? -1 : 1));

/** Every figure over the window beside what it was before, of comparable cycles: those that moved, and those that worsened most. */
export function levelMoves(
  seen: Seen,
  metrics: readonly (readonly [string, Metric<unknown>])[],
  tolerancePct: number,
): { readonly moves: LevelMove[]; readonly worst: LevelMove[] } {
  const judged = metrics.flatMap(([id, metric]) =>
    metric.kind === 'number' &&
    metric.better !== 'neither' &&
    seen.records.some(({ readings }) => readings[id] !== undefined)
      ? [{ id, metric }]
      : [],
  );
  const limits = { tolerancePct, metrics: judged.length };
  const found = judged.flatMap(({ id, metric }) => {
    const move = moveOf(id, metric, seen, limits);
    return move ? [{ move, metric }] : [];
  });
  const worsened = found.filter(({ move, metric }) => {
    const delta = move.now - move.before;
    return Math.abs(delta) > metric.floor && delta > 0 !== (metric.better === 'higher');
  });
  return {
    moves: farthestFirst(found.flatMap(({ move }) => (move.kind === 'within-noise' ? [] : [move]))),
    worst: farthestFirst(worsened.map(({ move }) => move)).slice(0, NAMED),
  };
}
