import type { FleetMember, FleetReview } from '../../domain/fleet.ts';
import type { DrawnMetric } from '../../domain/metric.ts';
import { verdictOf, worstFirst } from './order.ts';
import { rowOf } from './row.ts';
import { fleetStatus } from './status.ts';

/** Where a fleet review stands, and what its figures are held to. */
export interface FleetContext
  extends Pick<FleetReview, 'ralph' | 'lang' | 'fleet' | 'number' | 'run' | 'reviewedAt'> {
  /** What is known of each metric, by `probe.metric`. */
  readonly metrics: readonly (readonly [id: string, metric: DrawnMetric])[];
  /** A relative difference of a figure below this is noise; in percent. */
  readonly tolerancePct: number;
}

/** Judges a fleet: same arguments, same review, in whatever order the members come. */
export function fleetReviewOf(members: readonly FleetMember[], context: FleetContext): FleetReview {
  const { ralph, lang, fleet, number, run, reviewedAt } = context;
  const stacks = worstFirst(members.map((member) => ({ ...rowOf(member, lang), outliers: [] })));
  const verdict = verdictOf(stacks);
  return {
    ...{ schema: 'ralph/fleet@1', ralph, lang, fleet, number, run, reviewedAt },
    ...{ verdict, status: fleetStatus(verdict, stacks, lang) },
    partial: stacks.some(({ outcome }) => outcome !== 'reviewed'),
    ...{ stacks, shared: [], first: [], method: [] },
  };
}
