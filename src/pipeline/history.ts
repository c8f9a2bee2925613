import type { Change } from '../domain/change.ts';
import type { Probe } from '../domain/probe.ts';
import type { CycleRecord } from '../domain/record.ts';
import type { Baseline } from '../domain/review.ts';
import { changesBetween, scoreChange } from './compare.ts';
import { differences } from './fingerprint.ts';
import { metricsOf } from './record.ts';

export interface Comparison {
  readonly baseline: Baseline;
  readonly changes: readonly Change[];
}

/** An earlier cycle that another is compared with, and what differs so that figures cannot be. */
export interface Compared {
  readonly cycle: CycleRecord;
  readonly differs: readonly string[];
}

const scored = ({ criteria }: Pick<CycleRecord, 'criteria'>): string[] =>
  criteria.flatMap(({ id, weight, points }) => (weight > 0 && points !== null ? [id] : []));

/** Whether two scores are over much the same criteria: more of them are shared than not. */
function sameExam(before: CycleRecord, now: CycleRecord): boolean {
  const [then, today] = [scored(before), scored(now)];
  const shared = then.filter((id) => today.includes(id)).length;
  return 2 * shared > new Set([...then, ...today]).size;
}

/** Earlier cycles of the same target, in their order. */
export const ofSameTarget = <Cycle extends Pick<CycleRecord, 'target'>>(
  { target }: Pick<CycleRecord, 'target'>,
  past: readonly Cycle[],
): Cycle[] => past.filter((cycle) => cycle.target === target);

/**
 * The cycle to compare with: the newest of `past` (newest first) whose testbed is the same; else the newest of all,
 * with what differs. Undefined when there is none.
 */
export function baselineFor(
  { testbed }: Pick<CycleRecord, 'testbed'>,
  past: readonly CycleRecord[],
): Compared | undefined {
  const candidates = past.map((cycle) => ({ cycle, differs: differences(cycle.testbed, testbed) }));
  return candidates.find(({ differs }) => differs.length === 0) ?? candidates[0];
}

/** What changed since one earlier cycle; every figure is `incomparable` where the testbed differs. */
export function compareWith(
  { cycle: before, differs }: Compared,
  now: CycleRecord,
  probes: readonly Probe[],
  tolerancePct: number,
): Comparison {
  return {
    baseline: { cycle: before.cycle, file: before.file, commit: before.commit, differences: differs },
    changes: [
      scoreChange(before.score, now.score, before.target === now.target && sameExam(before, now)),
      ...changesBetween(before.readings, now.readings, metricsOf(probes), {
        comparable: differs.length === 0,
        tolerancePct,
      }),
    ],
  };
}
