import type { Change } from '../domain/change.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Probe } from '../domain/probe.ts';
import type { Baseline, CriterionResult, Review } from '../domain/review.ts';
import { changesBetween, scoreChange } from './compare.ts';
import { differences, fingerprintOf } from './fingerprint.ts';

/** An earlier review with the evidence it was drawn from. */
export interface PastCycle {
  readonly review: Review;
  readonly evidence: Evidence;
  /** Name of its file, for the reader. */
  readonly file: string;
}

export interface Comparison {
  readonly baseline: Baseline;
  readonly changes: readonly Change[];
}

const scored = (criteria: readonly CriterionResult[]): string[] =>
  criteria.flatMap(({ id, weight, points }) => (weight > 0 && points !== null ? [id] : []));

/** Whether two scores are over much the same criteria: more of them are shared than not. */
function sameExam(before: readonly CriterionResult[], now: readonly CriterionResult[]): boolean {
  const [then, today] = [scored(before), scored(now)];
  const shared = then.filter((id) => today.includes(id)).length;
  return 2 * shared > new Set([...then, ...today]).size;
}

const sameTarget = (a: Evidence, b: Evidence): boolean => a.target.name === b.target.name;

/** Earlier reviews of the same target, newest first. */
export const ofSameTarget = (evidence: Evidence, past: readonly PastCycle[]): PastCycle[] =>
  past.filter((cycle) => sameTarget(cycle.evidence, evidence));

/**
 * The cycle to compare with: the newest of `past` (newest first) whose testbed is the same; else the newest of all,
 * with what differs. Undefined when there is none.
 */
export function baselineFor(evidence: Evidence, past: readonly PastCycle[], probes: readonly Probe[]) {
  const now = fingerprintOf(evidence, probes);
  const candidates = past.map((cycle) => ({
    cycle,
    differs: differences(fingerprintOf(cycle.evidence, probes), now),
  }));
  return candidates.find(({ differs }) => differs.length === 0) ?? candidates[0];
}

/** What changed since one earlier cycle; every figure is `incomparable` where the testbed differs. */
export function compareWith(
  past: PastCycle,
  differs: readonly string[],
  now: Pick<Review, 'score' | 'criteria'> & { readonly evidence: Evidence; readonly tolerancePct: number },
  probes: readonly Probe[],
): Comparison {
  const comparable = differs.length === 0;
  const { review, evidence } = past;
  return {
    baseline: { cycle: review.cycle, file: past.file, commit: review.commit, differences: differs },
    changes: [
      scoreChange(
        review.score,
        now.score,
        sameTarget(evidence, now.evidence) && sameExam(review.criteria, now.criteria),
      ),
      ...changesBetween(evidence, now.evidence, probes, { comparable, tolerancePct: now.tolerancePct }),
    ],
  };
}
