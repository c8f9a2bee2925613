import type { Change, ChangeKind, Proof } from '../domain/change.ts';
import { figure } from '../domain/figure.ts';
import type { NumberMetric } from '../domain/metric.ts';
import type { Reading, Readings, SampleShape } from '../domain/record.ts';
import { same } from '../domain/text.ts';
import { inSeriesOf, pooled } from '../statistics/regression/figures.ts';
import type { Claim, Limits, Suspicion } from '../statistics/regression/measured.ts';
import { claims, detectablePct, suspicions } from '../statistics/regression/rule.ts';

/** What figures that wander are held against. */
export interface Weighing {
  /** Readings of comparable cycles, newest first; the first is the one that is named. */
  readonly past: readonly Readings[];
  /** What the metrics said when they were asked a second time. */
  readonly again: Readings;
  readonly tolerancePct: number;
  /** How many metrics are weighed in this review. */
  readonly metrics: number;
  /**
   * Whether a person named the first of `past`: then it is the standard, and what has not moved from it has not moved,
   * whatever older cycles were like.
   */
  readonly isNamed: boolean;
}

type Shaped = Reading & { readonly shape: SampleShape };
type Weighed = Pick<Change, 'kind'> & Partial<Change>;

const isShaped = (reading: Reading | undefined): reading is Shaped => reading?.shape !== undefined;

export const rounded = (value: number): number => Number(value.toFixed(3));

/** now − before in percent of before, one decimal; null where before is 0. */
export const percentOf = (before: number, now: number): number | null =>
  before === 0 ? null : Math.round((1000 * (now - before)) / Math.abs(before)) / 10;

type Direction = Pick<Claim, 'direction'>;

const kindOf = (
  { better }: NumberMetric<unknown>,
  { direction }: Direction,
): ChangeKind & ('better' | 'worse') => ((direction === 'up') === (better === 'higher') ? 'better' : 'worse');

interface Found {
  /** What the first measurement speaks for. */
  readonly suspicion?: Suspicion | undefined;
  /** What the second says as well. */
  readonly claim?: Claim | undefined;
  /** Those that `suspicion`, and the claim, are of. */
  readonly readings: readonly Shaped[];
}

function found(
  metric: NumberMetric<unknown>,
  past: readonly Shaped[],
  [first, second]: readonly (Shaped | undefined)[],
  limits: Limits,
): Found {
  if (!first) return { readings: [] };
  // Slow answers have a tail; of what is better the higher it is, the far end is no trouble.
  const counts = ({ aspect }: Pick<Claim, 'aspect'>) => aspect === 'level' || metric.better === 'lower';
  const [suspicion] = suspicions(past, first, limits).filter(counts);
  if (!suspicion || !second) return { suspicion, readings: [first] };
  const [claim] = claims(past, first, second, limits).filter(counts);
  return { suspicion, claim, readings: [first, second] };
}

/** Then and now as the ratio says that was found: a height against what history lets expect, or the tail. */
function told(
  { title, unit }: NumberMetric<unknown>,
  { claim, suspicion, readings }: Found,
): Partial<Change> {
  const which = claim ?? suspicion;
  if (!which || (which.aspect === 'level' && which.basis === 'previous')) return {};
  const { ratio, aspect } = which;
  const series = readings.flatMap((reading) => inSeriesOf(readings[0]?.shape.n ?? 1, reading));
  const height = pooled(series, aspect) ?? 0;
  // The figure of a tail is the logarithm of a logarithm.
  const now = Math.exp(aspect === 'tail' ? Math.exp(height) : height);
  const moved = { delta: rounded(now - now / ratio), deltaPct: percentOf(1, ratio) };
  if (aspect === 'level') {
    const usual = figure(now / ratio, unit);
    return { before: { en: `usually ${usual}`, fr: `d’ordinaire ${usual}` }, ...moved };
  }
  return {
    title: { en: `${title.en}, tail (p95 / p50)`, fr: `${title.fr}, traîne (p95 / p50)` },
    unit: 'ratio',
    before: same(figure(now / ratio, 'ratio')),
    now: same(figure(now, 'ratio')),
    ...moved,
  };
}

/**
 * Weighs a figure that wanders for no reason: nothing is claimed of one that was seen to have moved only once. A single
 * time cannot be measured again in the same run, so there the cycle before is its first measurement.
 */
export function weigh(
  id: string,
  metric: NumberMetric<unknown>,
  now: Reading,
  weighing: Weighing,
  { delta, isApparent }: { readonly delta: number; readonly isApparent: boolean },
): Weighed {
  if (!isShaped(now)) return { kind: 'within-noise' };
  const { again, tolerancePct, metrics, isNamed } = weighing;
  const limits = { tolerancePct, floor: metric.floor, metrics };
  const past = weighing.past
    .map((readings) => readings[id])
    .filter(isShaped)
    .filter(({ of }) => of?.en === now.of?.en);
  const [before, ...earlier] = past;
  const second = isShaped(again[id]) ? again[id] : undefined;
  const alone: Found = { readings: [now] };
  const single = (): Found => {
    // One that was named is no measurement of today.
    const twice = isNamed ? alone : found(metric, earlier, [before, now], limits);
    return twice.claim ? twice : alone;
  };
  const isFrom = ({ aspect, direction }: Suspicion): boolean =>
    aspect === 'tail' || (isApparent && delta > 0 === (direction === 'up'));
  const weighed = now.samples === undefined ? single() : found(metric, past, [now, second], limits);
  const seen = isNamed && weighed.suspicion && !isFrom(weighed.suspicion) ? alone : weighed;
  const { suspicion, claim } = seen;
  const visible = detectablePct(past, limits);
  const proof: Proof = {
    basis: (claim ?? suspicion)?.basis ?? (visible === null ? 'previous' : 'history'),
    cycles: past.length,
    measured: suspicion && seen.readings.length === 2 ? 2 : 1,
    aspect: (claim ?? suspicion)?.aspect ?? 'level',
    suspected: suspicion ? kindOf(metric, suspicion) : null,
    isApparent,
    visiblePct: visible === null ? null : Math.round(10 * visible) / 10,
  };
  return { kind: claim ? kindOf(metric, claim) : 'within-noise', ...told(metric, seen), proof };
}
