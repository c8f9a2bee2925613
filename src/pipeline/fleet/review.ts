import type { FleetMember, FleetReview, FleetStack } from '../../domain/fleet.ts';
import type { DrawnMetric } from '../../domain/metric.ts';
import type { Lang } from '../../domain/text.ts';
import { effectsOf } from './effects.ts';
import { mendFirst } from './first.ts';
import { fleetMethod } from './method.ts';
import { verdictOf, worstFirst } from './order.ts';
import { outliersOf } from './outliers.ts';
import { peersOf, reviewedOf } from './peers.ts';
import { rowOf } from './row.ts';
import { type Sharer, sharedCauses } from './shared.ts';
import { fleetStatus } from './status.ts';
import { traitsOf } from './traits.ts';

/** Where a fleet review stands, and what its figures are held to. */
export interface FleetContext
  extends Pick<FleetReview, 'ralph' | 'lang' | 'fleet' | 'number' | 'run' | 'reviewedAt'> {
  /** What is known of each metric, by `probe.metric`. */
  readonly metrics: readonly (readonly [id: string, metric: DrawnMetric])[];
  /** A relative difference of a figure below this is noise; in percent. */
  readonly tolerancePct: number;
}

function sharersOf(members: readonly FleetMember[], stacks: readonly FleetStack[], lang: Lang): Sharer[] {
  const labels = [...new Set(members.flatMap((member) => Object.keys(member.labels ?? {})))].sort();
  const byName = new Map(members.map((member) => [member.name, member]));
  return stacks.flatMap((stack) => {
    const member = byName.get(stack.name);
    if (!member) return [];
    const { name, outcome } = member;
    const traits = traitsOf(member, labels);
    return [{ name, isReviewed: outcome === 'reviewed', traits, effects: effectsOf(stack, lang) }];
  });
}

/** Judges a fleet: same arguments, same review, in whatever order the members come. Their names are their own. */
export function fleetReviewOf(members: readonly FleetMember[], context: FleetContext): FleetReview {
  const { ralph, lang, fleet, number, run, reviewedAt, metrics, tolerancePct } = context;
  const ordered = [...members].sort((a, b) => (a.name < b.name ? -1 : 1));
  const groups = peersOf(reviewedOf(ordered));
  const outliers = outliersOf(groups, { metrics, tolerancePct, lang });
  const stacks = worstFirst(
    ordered.map((member) => ({ ...rowOf(member, lang), outliers: outliers.get(member.name) ?? [] })),
  );
  const verdict = verdictOf(stacks);
  const shared = sharedCauses(sharersOf(ordered, stacks, lang), lang);
  const lost = stacks.filter(({ outcome }) => outcome !== 'reviewed').length;
  return {
    ...{ schema: 'ralph/fleet@1', ralph, lang, fleet, number, run, reviewedAt },
    ...{ verdict, status: fleetStatus(verdict, stacks, lang), partial: lost > 0 },
    ...{ stacks, shared, first: mendFirst(stacks, ordered, shared, lang) },
    method: fleetMethod(groups, { lost, tolerancePct, lang }),
  };
}
