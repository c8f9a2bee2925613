import type { Check, Severity, Step } from './finding.ts';
import type { CriterionVerdict, Verdict } from './review.ts';
import type { Lang, Text } from './text.ts';

/**
 * What became of a finding: `closed`, it is told no more and its criteria hold; `open`, it is told again; `elsewhere`, it is
 * not, but a criterion of its own still fails, which others tell; `unknown`, what it stands on could not be asked; `new`,
 * what was asked again shows one that the review had not.
 */
export type Standing = 'closed' | 'open' | 'elsewhere' | 'unknown' | 'new';

export interface VerifiedFinding {
  readonly id: string;
  readonly title: Text;
  /** As it is now; of one that is not told any more, as it was. */
  readonly severity: Severity;
  readonly standing: Standing;
  /** The finding of the review that it followed from. */
  readonly cause?: string;
  /** Why it is `elsewhere` or `unknown`. */
  readonly why?: Text;
  /** Its boxes and those of its criteria, ticked where they hold now. */
  readonly checks: readonly Check[];
  /** What is still to be done; empty where it is closed. */
  readonly remedy: readonly Step[];
  /** Whether it alone keeps the gate closed. */
  readonly blocks: boolean;
}

/** A criterion that had failed or could not be judged. */
export interface VerifiedCriterion {
  readonly id: string;
  readonly title: Text;
  readonly was: CriterionVerdict;
  readonly now: CriterionVerdict;
  readonly value: Text | null;
  readonly comment: Text;
}

/** What a review asked for, asked again. The review itself stays as it is. */
export interface Verification {
  readonly schema: 'ralph/verification@1';
  readonly ralph: string;
  readonly lang: Lang;
  readonly cycle: number;
  readonly target: { readonly name: string; readonly url: string };
  /** ISO 8601, UTC. */
  readonly reviewedAt: string;
  /** ISO 8601, UTC: when asking again began. */
  readonly verifiedAt: string;
  /** Of the review. */
  readonly verdict: Verdict;
  /** `unclear`: nothing blocks that could be asked, and something could not. */
  readonly outcome: 'clear' | 'blocked' | 'unclear';
  /** The probes that were put again, of those of the review. */
  readonly asked: readonly string[];
  readonly untouched: readonly string[];
  /** Blockers first, causes before what follows from them. */
  readonly findings: readonly VerifiedFinding[];
  readonly criteria: readonly VerifiedCriterion[];
}
