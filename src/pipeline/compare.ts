import type { Change, ChangeKind } from '../domain/change.ts';
import { isNoisy, type Metric, type NumberMetric, type StateMetric } from '../domain/metric.ts';
import type { Reading, Readings } from '../domain/record.ts';
import { percentOf, rounded, type Weighing, weigh } from './weigh.ts';

/** What is compared, and how. */
export interface Judgement extends Weighing {
  /** False: the figures are shown, and nothing is claimed. */
  readonly comparable: boolean;
}

type Moved = Pick<Change, 'kind' | 'delta' | 'deltaPct'> & Partial<Change>;

interface Step {
  readonly delta: number;
  readonly deltaPct: number | null;
}

const isNotable = (
  { floor }: NumberMetric<unknown>,
  { delta, deltaPct }: Step,
  tolerancePct: number,
): boolean => Math.abs(delta) > floor && (deltaPct === null || Math.abs(deltaPct) > tolerancePct);

/** A count has no noise of its own: it has changed where it did by more than tolerance and floor. */
function exactKind(metric: NumberMetric<unknown>, step: Step, tolerancePct: number): ChangeKind {
  if (!isNotable(metric, step, tolerancePct)) return 'within-noise';
  return step.delta > 0 === (metric.better === 'higher') ? 'better' : 'worse';
}

function numberChange(
  id: string,
  metric: NumberMetric<unknown>,
  before: Reading,
  now: Reading,
  how: Judgement,
): Moved {
  if (typeof before.value !== 'number' || typeof now.value !== 'number')
    return { kind: 'incomparable', delta: null, deltaPct: null };
  const delta = rounded(now.value - before.value);
  const moved = { delta, deltaPct: percentOf(before.value, now.value) };
  const [then, today] = [before.of, now.of];
  if (then && today && then.en !== today.en) {
    const note = { en: `${then.en} → ${today.en}`, fr: `${then.fr} → ${today.fr}` };
    return { kind: 'incomparable', ...moved, note };
  }
  if (!how.comparable) return { kind: 'incomparable', ...moved };
  if (isNoisy(metric))
    return {
      ...moved,
      ...weigh(id, metric, now, how, { delta, isApparent: isNotable(metric, moved, how.tolerancePct) }),
    };
  return { kind: exactKind(metric, moved, how.tolerancePct), ...moved };
}

function stateChange(
  { states }: StateMetric<unknown>,
  before: Reading,
  now: Reading,
  { comparable }: Judgement,
): Moved {
  const order = Object.keys(states);
  const kind = (): ChangeKind => {
    if (!comparable) return 'incomparable';
    if (before.value === now.value) return 'within-noise';
    const [then, today] = [before, now].map(({ value }) => order.indexOf(String(value)));
    if (then === undefined || today === undefined || then < 0 || today < 0) return 'incomparable';
    return today < then ? 'better' : 'worse';
  };
  return { kind: kind(), delta: null, deltaPct: null };
}

function changeOf(
  id: string,
  metric: Metric<unknown>,
  before: Reading | undefined,
  now: Reading | undefined,
  how: Judgement,
): Change | undefined {
  if (!before && !now) return undefined;
  if (metric.kind === 'number' && metric.better === 'neither') return undefined;
  const seen = {
    metric: id,
    title: metric.title,
    unit: metric.kind === 'number' ? metric.unit : ('state' as const),
    before: before?.shown ?? null,
    now: now?.shown ?? null,
  };
  if (!before || !now) return { ...seen, kind: before ? 'gone' : 'new', delta: null, deltaPct: null };
  return {
    ...seen,
    ...(metric.kind === 'number'
      ? numberChange(id, metric, before, now, how)
      : stateChange(metric, before, now, how)),
  };
}

/** Every metric, then and now, in the order of `metrics`. */
export const changesBetween = (
  then: Readings,
  now: Readings,
  metrics: readonly (readonly [string, Metric<unknown>])[],
  how: Judgement,
): Change[] => metrics.flatMap(([id, metric]) => changeOf(id, metric, then[id], now[id], how) ?? []);
