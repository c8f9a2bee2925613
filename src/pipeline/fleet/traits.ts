import type { FleetMember } from '../../domain/fleet.ts';
import { dialectOf } from './peers.ts';

/** Something that a stack is, runs on or is called. */
export interface Trait {
  readonly part: string;
  readonly value: string;
  /** "driver 560", "pool=eu". */
  readonly shown: string;
}

/** What is known of a stack: part → all that may be said of it; empty where it is known to have none of that part. */
export type Traits = ReadonlyMap<string, readonly Trait[]>;

/** "560.35.03" → "560.35.03", "560.35", "560": what shares a release shares less of its number. */
function releasesOf(value: string): string[] {
  const numbers = value.match(/^\d+(?:\.\d+)+/)?.[0].split('.') ?? [];
  const shorter = numbers.slice(1).map((_, index) => numbers.slice(0, index + 1).join('.'));
  return [value, ...shorter.reverse()];
}

const of = (part: string, value: string): Trait[] =>
  releasesOf(value).map((release) => ({ part, value: release, shown: `${part} ${release}` }));

/** The parts in which stacks may share something, in the order in which they are named. */
export function traitsOf(member: FleetMember, labels: readonly string[]): Traits {
  const traits = new Map<string, Trait[]>();
  if (member.outcome === 'reviewed') {
    const { testbed, commit } = member.record;
    if (commit !== null) traits.set('commit', [{ part: 'commit', value: commit, shown: `commit ${commit}` }]);
    const { target: _, ...parts } = testbed;
    const known = { ...parts, dialect: dialectOf(testbed), ralph: member.review.ralph };
    for (const [part, value] of Object.entries(known)) if (value !== null) traits.set(part, of(part, value));
  }
  if (member.labels !== null)
    for (const label of labels) {
      const value = Object.hasOwn(member.labels, label) ? member.labels[label] : undefined;
      const own = value === undefined ? [] : [{ part: label, value, shown: `${label}=${value}` }];
      traits.set(`${label}=`, own);
    }
  return traits;
}
