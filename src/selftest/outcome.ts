import type { Review } from '../domain/review.ts';
import type { FaultCase } from './fault-case.ts';
import type { Trial } from './world.ts';

/** Findings about the machine that measures: true of it, whatever the stack does. */
const OF_THE_MACHINE: ReadonlySet<string> = new Set(['noisy-machine', 'instrument-late']);

/** What came of one cycle. */
export interface Outcome {
  readonly id: string;
  readonly about: string;
  /** What had to be raised. */
  readonly expected: readonly string[];
  /** Everything that was raised, from the ground up; notes are not. */
  readonly raised: readonly string[];
  readonly missed: readonly string[];
  /** Raised, and nothing that is wrong here explains it. */
  readonly unrelated: readonly string[];
  /** Blockers that nothing else causes, where they are more than the faults: one cause, told as several. */
  readonly split: readonly string[];
  /** Said of this machine, and left out of the count. */
  readonly machine: readonly string[];
  /** Probes that broke, which no stack may bring about. */
  readonly broken: readonly string[];
  /** Null where the review has no score. */
  readonly pointsLost: number | null;
  readonly verdict: string;
  readonly durationMs: number;
  /** Why there is no review; absent where there is one. */
  readonly failed?: string;
  /** The folder in which everything of this cycle can be looked at; absent where it was not kept. */
  readonly kept?: string;
}

const about = (cases: readonly FaultCase[]): string => cases.map((each) => each.about).join('; ');

const findingsOf = (cases: readonly FaultCase[]): readonly string[] => [
  ...new Set(cases.flatMap(({ finding }) => finding ?? [])),
];

/** What of a review this reads. */
export type Reviewed = Pick<Review, 'blockers' | 'warnings' | 'notes' | 'probes' | 'verdict' | 'score'>;

/** What a review of a trial found, and what it should not have found. A trial without faults must be found well. */
export function outcomeOf({ id, cases }: Trial, review: Reviewed, durationMs: number): Outcome {
  const { blockers, warnings, notes, probes, verdict, score } = review;
  const loud = [...blockers, ...warnings].map((finding) => finding.id);
  const all = new Set([...loud, ...notes.map((finding) => finding.id)]);
  const expected = findingsOf(cases);
  const allowed = new Set<string>([...expected, ...cases.flatMap(({ also = [] }) => also)]);
  const strange = loud.filter((finding) => !allowed.has(finding));
  const roots = blockers.filter(({ cause }) => cause === undefined).map((finding) => finding.id);
  return {
    id,
    about: about(cases),
    expected,
    raised: loud,
    missed: expected.filter((finding) => !all.has(finding)),
    unrelated: strange.filter((finding) => !OF_THE_MACHINE.has(finding)),
    split: roots.length > Math.max(1, cases.length) ? roots : [],
    machine: strange.filter((finding) => OF_THE_MACHINE.has(finding)),
    broken: probes.filter(({ outcome }) => outcome === 'errored').map((probe) => probe.id),
    pointsLost: score && Number((score.max - score.points).toFixed(3)),
    verdict,
    durationMs,
  };
}

/** A cycle that brought no review: nothing of it was caught. */
export const failedOutcome = ({ id, cases }: Trial, why: string, durationMs: number): Outcome => ({
  id,
  about: about(cases),
  expected: findingsOf(cases),
  raised: [],
  missed: findingsOf(cases),
  unrelated: [],
  split: [],
  machine: [],
  broken: [],
  pointsLost: null,
  verdict: 'none',
  durationMs,
  failed: why,
});

/** Whether a cycle said what it had to, nothing else, and each thing once. */
export const isRight = ({ missed, unrelated, split, broken, failed }: Outcome): boolean =>
  failed === undefined && [missed, unrelated, split, broken].every((each) => each.length === 0);
