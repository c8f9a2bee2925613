import type { Change } from '../domain/change.ts';
import type { Criterion } from '../domain/criterion.ts';
import { isNoisy, type Metric } from '../domain/metric.ts';
import type { Probe } from '../domain/probe.ts';
import type { CycleRecord, Readings } from '../domain/record.ts';
import type { Baseline } from '../domain/review.ts';
import { changesBetween } from './compare.ts';
import { differences } from './fingerprint.ts';
import { metricsOf } from './record.ts';
import { scoreChange } from './score-change.ts';

/** A review that was blessed: of this target and branch, it is what later ones are compared with. */
export interface Blessed {
  /** Null: of a project without git, or a detached head. */
  readonly branch: string | null;
  readonly record: CycleRecord;
}

/** What to compare with. */
export interface Choice {
  /** Earlier cycles, newest first; those of other targets are passed over. */
  readonly past: readonly CycleRecord[];
  /** The one to compare with, where a person chose; null: with none. */
  readonly chosen?: CycleRecord | null;
  /** Of which branch to take the blessed review, or the newest; absent: the blessed one of this branch, or the newest. */
  readonly branch?: string;
  /** The blessed reviews of the target. */
  readonly blessed?: readonly Blessed[];
}

/** An earlier cycle that another is compared with, and what differs so that figures cannot be. */
export interface Compared {
  readonly cycle: CycleRecord;
  readonly how: Baseline['how'];
  readonly differs: readonly string[];
  /** Comparable cycles, newest first; the first is `cycle`, where it is one. */
  readonly history: readonly CycleRecord[];
}

/** Earlier cycles of the same target, in their order. */
export const ofSameTarget = <Cycle extends Pick<CycleRecord, 'target'>>(
  { target }: Pick<CycleRecord, 'target'>,
  past: readonly Cycle[],
): Cycle[] => past.filter((cycle) => cycle.target === target);

/** More cycles say nothing more of today: the rule takes forty, and not each of them has every figure. */
const LOOKED_BACK = 60;

type Where = Pick<CycleRecord, 'origin' | 'target' | 'branch' | 'testbed'>;

/** Why the figures of two cycles do not compare; empty where they do. */
function differing(before: CycleRecord, now: Where): string[] {
  const origin = before.origin === 'imported' ? [`origin: ${before.origin} → ${now.origin}`] : [];
  return [...origin, ...differences(before.testbed, now.testbed)];
}

const isSame = (one: CycleRecord, other: CycleRecord): boolean =>
  one.cycle === other.cycle && one.reviewedAt === other.reviewedAt;

/**
 * The cycle to compare with: the one that a person chose; else the blessed one of the branch; else the newest whose
 * testbed is the same, or the newest of all where none is. Undefined when there is none.
 */
export function baselineFor(now: Where, choice: Choice): Compared | undefined {
  const { chosen, branch, blessed = [] } = choice;
  if (chosen === null) return undefined;
  const comparable = (cycle: CycleRecord): boolean => differing(cycle, now).length === 0;
  const past = ofSameTarget(now, choice.past).filter(
    (cycle) => branch === undefined || cycle.branch === branch,
  );
  const wanted = blessed.find((each) => each.branch === (branch ?? now.branch))?.record;
  const named = chosen ?? wanted;
  const cycle = named ?? past.find(comparable) ?? past[0];
  if (!cycle) return undefined;
  const at = past.findIndex((each) => isSame(each, cycle));
  // What came after the one that was named says nothing of how it was then.
  const since = at === -1 ? [] : past.slice(at + 1);
  const how = chosen ? 'chosen' : wanted ? 'blessed' : branch === undefined ? 'previous' : 'branch';
  return {
    cycle,
    how,
    differs: differing(cycle, now),
    history: [cycle, ...since].filter(comparable).slice(0, LOOKED_BACK),
  };
}

export interface Comparison {
  readonly baseline: Baseline;
  readonly changes: readonly Change[];
}

/**
 * Which criteria say something by moving: not those of a figure that wanders, as long as that is not told from noise. A
 * point that noise took is no regression.
 */
function steadyIn(
  changes: readonly Change[],
  metrics: readonly (readonly [string, Metric<unknown>])[],
  criteria: readonly Pick<Criterion, 'id' | 'objective'>[],
): (id: string) => boolean {
  const wandering = new Set(
    metrics.flatMap(([id, metric]) => (metric.kind === 'number' && isNoisy(metric) ? [id] : [])),
  );
  const unproven = new Set(
    changes.flatMap(({ metric, kind }) =>
      wandering.has(metric) && (kind === 'within-noise' || kind === 'incomparable') ? [metric] : [],
    ),
  );
  const metricOf = new Map(criteria.map(({ id, objective }) => [id, objective?.of]));
  return (id) => !unproven.has(metricOf.get(id) ?? '');
}

/** Scores of two stacks are two things. */
function scoreBetween(before: CycleRecord, now: CycleRecord, isSteady: (id: string) => boolean): Change {
  const change = scoreChange(before, now, isSteady);
  return before.target === now.target ? change : { ...change, kind: 'incomparable' };
}

/** What was measured twice, and was worse both times. */
export const confirmedRegressions = (changes: readonly Change[]): Change[] =>
  changes.filter(({ kind, proof }) => kind === 'worse' && proof !== undefined);

/** What changed since one earlier cycle; every figure is `incomparable` where the testbed differs. */
export function compareWith(
  { cycle: before, how, differs, history }: Compared,
  now: CycleRecord,
  {
    probes,
    criteria,
    tolerancePct,
    again,
  }: {
    readonly probes: readonly Probe[];
    readonly criteria: readonly Pick<Criterion, 'id' | 'objective'>[];
    readonly tolerancePct: number;
    /** What was measured a second time. */
    readonly again: Readings;
  },
): Comparison {
  const metrics = metricsOf(probes);
  const weighed = metrics.filter(
    ([id, metric]) =>
      metric.kind === 'number' && metric.better !== 'neither' && isNoisy(metric) && id in now.readings,
  );
  const { cycle, file, commit, branch } = before;
  const changes = changesBetween(before.readings, now.readings, metrics, {
    comparable: differs.length === 0,
    past: history.map(({ readings }) => readings),
    ...{ again, tolerancePct, metrics: weighed.length, isNamed: how === 'chosen' || how === 'blessed' },
  });
  return {
    baseline: { cycle, file, commit, branch, how, differences: differs },
    changes: [scoreBetween(before, now, steadyIn(changes, metrics, criteria)), ...changes],
  };
}
