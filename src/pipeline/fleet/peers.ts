import type { FleetMember } from '../../domain/fleet.ts';
import type { Testbed } from '../../domain/record.ts';

/** A stack of which there is a review. */
export type Reviewed = Extract<FleetMember, { outcome: 'reviewed' }>;

export const reviewedOf = (members: readonly FleetMember[]): Reviewed[] =>
  members.filter((member) => member.outcome === 'reviewed');

/** How a stack is spoken to, of the part of its testbed that names it as well: "eva (openai)" → "openai". */
export const dialectOf = ({ target }: Testbed): string | null => target?.match(/\(([^()]*)\)$/)?.[1] ?? null;

/** What must be the same before figures of two stacks mean the same: all of the testbed but the name of the stack. */
function keyOf(testbed: Testbed): string {
  const parts = Object.entries({ ...testbed, target: dialectOf(testbed) });
  return JSON.stringify(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The stacks by their testbeds, the most of one first. What is not known is alike only to what is not known. */
export function peersOf(members: readonly Reviewed[]): Reviewed[][] {
  const groups = new Map<string, Reviewed[]>();
  for (const member of members) {
    const key = keyOf(member.record.testbed);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}
