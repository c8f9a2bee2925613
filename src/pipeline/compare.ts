import type { Change, ChangeKind } from '../domain/change.ts';
import type { Metric, NumberMetric, StateMetric } from '../domain/metric.ts';
import type { Reading, Readings } from '../domain/record.ts';
import type { Score } from '../domain/review.ts';
import { same, type Text } from '../domain/text.ts';

/** Below this, a difference of two scores is rounding; in points of a hundred. */
const SCORE_FLOOR = 0.05;

/** delta in percent of before, one decimal; null where before is 0. */
const percentOf = (before: number, delta: number): number | null =>
  before === 0 ? null : Math.round((1000 * delta) / Math.abs(before)) / 10;

const rounded = (value: number): number => Number(value.toFixed(3));

interface Judgement {
  readonly comparable: boolean;
  readonly tolerancePct: number;
}

function kindOf(
  metric: NumberMetric<unknown>,
  before: number,
  delta: number,
  { comparable, tolerancePct }: Judgement,
): ChangeKind {
  if (!comparable) return 'incomparable';
  const relative = percentOf(before, delta);
  const notable = Math.abs(delta) > metric.floor && (relative === null || Math.abs(relative) > tolerancePct);
  if (!notable) return 'within-noise';
  return delta > 0 === (metric.better === 'higher') ? 'better' : 'worse';
}

function numberChange(metric: NumberMetric<unknown>, before: Reading, after: Reading, how: Judgement) {
  const numbers = typeof before.value === 'number' && typeof after.value === 'number';
  if (!numbers) return { kind: 'incomparable', delta: null, deltaPct: null } as const;
  const delta = Number(after.value) - Number(before.value);
  return {
    kind: kindOf(metric, Number(before.value), delta, how),
    delta: rounded(delta),
    deltaPct: percentOf(Number(before.value), delta),
  };
}

function stateChange(metric: StateMetric<unknown>, before: Reading, after: Reading, how: Judgement) {
  const order = Object.keys(metric.states);
  const kind = (): ChangeKind => {
    if (!how.comparable) return 'incomparable';
    if (before.value === after.value) return 'within-noise';
    const [then, now] = [before, after].map(({ value }) => order.indexOf(String(value)));
    if (then === undefined || now === undefined || then < 0 || now < 0) return 'incomparable';
    return now < then ? 'better' : 'worse';
  };
  return { kind: kind(), delta: null, deltaPct: null };
}

function changeOf(
  id: string,
  metric: Metric<unknown>,
  before: Reading | undefined,
  after: Reading | undefined,
  how: Judgement,
): Change | undefined {
  if (!before && !after) return undefined;
  if (metric.kind === 'number' && metric.better === 'neither') return undefined;
  const seen = {
    metric: id,
    title: metric.title,
    unit: metric.kind === 'number' ? metric.unit : ('state' as const),
    before: before?.shown ?? null,
    now: after?.shown ?? null,
  };
  if (!before || !after) return { ...seen, kind: before ? 'gone' : 'new', delta: null, deltaPct: null };
  return {
    ...seen,
    ...(metric.kind === 'number'
      ? numberChange(metric, before, after, how)
      : stateChange(metric, before, after, how)),
  };
}

/** The change of the score, in points of a hundred; always said, and comparable only over the same criteria. */
export function scoreChange(before: Score | null, now: Score | null, comparable: boolean): Change {
  const delta = before && now ? Number((now.percent - before.percent).toFixed(1)) : null;
  const shown = (score: Score | null): Text | null =>
    score ? same(`${score.points}/${score.max} (${score.percent} %)`) : null;
  const kind = (): ChangeKind => {
    if (delta === null) return before ? 'gone' : 'new';
    if (!comparable) return 'incomparable';
    if (Math.abs(delta) < SCORE_FLOOR) return 'within-noise';
    return delta > 0 ? 'better' : 'worse';
  };
  return {
    metric: 'score',
    title: { en: 'Score', fr: 'Score' },
    kind: kind(),
    unit: 'points',
    before: shown(before),
    now: shown(now),
    delta,
    deltaPct: null,
  };
}

/** Every metric, then and now, in the order of `metrics`. `comparable` false: the figures are shown, and nothing is claimed. */
export const changesBetween = (
  then: Readings,
  now: Readings,
  metrics: readonly (readonly [string, Metric<unknown>])[],
  how: Judgement,
): Change[] => metrics.flatMap(([id, metric]) => changeOf(id, metric, then[id], now[id], how) ?? []);
