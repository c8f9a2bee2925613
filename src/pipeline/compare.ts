import type { Change, ChangeKind } from '../domain/change.ts';
import type { Evidence } from '../domain/evidence.ts';
import { figure, range } from '../domain/figure.ts';
import type { Metric, NumberMetric, StateMetric } from '../domain/metric.ts';
import type { Probe } from '../domain/probe.ts';
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

function numberChange(
  id: string,
  metric: NumberMetric<unknown>,
  then: unknown,
  now: unknown,
  how: Judgement,
): Change | undefined {
  const before = then === undefined ? undefined : metric.from(then);
  const after = now === undefined ? undefined : metric.from(now);
  if (metric.better === 'neither' || (before === undefined && after === undefined)) return undefined;
  const shown = (readings: unknown, value: number | undefined): Text | null =>
    value === undefined
      ? null
      : same(range(metric.samples?.(readings) ?? [], metric.unit) ?? figure(value, metric.unit));
  const both = before !== undefined && after !== undefined;
  const delta = both ? after - before : null;
  return {
    metric: id,
    title: metric.title,
    kind: both ? kindOf(metric, before, after - before, how) : before === undefined ? 'new' : 'gone',
    unit: metric.unit,
    before: shown(then, before),
    now: shown(now, after),
    delta: delta === null ? null : rounded(delta),
    deltaPct: both ? percentOf(before, after - before) : null,
  };
}

function stateChange(
  id: string,
  metric: StateMetric<unknown>,
  then: unknown,
  now: unknown,
  how: Judgement,
): Change | undefined {
  const before = then === undefined ? undefined : metric.from(then);
  const after = now === undefined ? undefined : metric.from(now);
  if (before === undefined && after === undefined) return undefined;
  const order = Object.keys(metric.states);
  const shown = (readings: unknown, state: string | undefined): Text | null =>
    state === undefined ? null : (metric.shown?.(readings) ?? metric.states[state] ?? same(state));
  const kind = (): ChangeKind => {
    if (before === undefined) return 'new';
    if (after === undefined) return 'gone';
    if (!how.comparable) return 'incomparable';
    if (before === after) return 'within-noise';
    if (!order.includes(before) || !order.includes(after)) return 'incomparable';
    return order.indexOf(after) < order.indexOf(before) ? 'better' : 'worse';
  };
  return {
    metric: id,
    title: metric.title,
    kind: kind(),
    unit: 'state',
    before: shown(then, before),
    now: shown(now, after),
    delta: null,
    deltaPct: null,
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

const readingsOf = (evidence: Evidence, probe: string): unknown => {
  const observation = evidence.observations[probe];
  return observation?.kind === 'observed' ? observation.readings : undefined;
};

/** Every metric of every probe, then and now. `comparable` false: the figures are shown, and nothing is claimed. */
export function changesBetween(
  then: Evidence,
  now: Evidence,
  probes: readonly Probe[],
  how: Judgement,
): Change[] {
  return probes.flatMap((probe) => {
    const [before, after] = [readingsOf(then, probe.id), readingsOf(now, probe.id)];
    return Object.entries<Metric<unknown>>(probe.metrics).flatMap(([name, metric]) => {
      const id = `${probe.id}.${name}`;
      const change =
        metric.kind === 'number'
          ? numberChange(id, metric, before, after, how)
          : stateChange(id, metric, before, after, how);
      return change ?? [];
    });
  });
}
