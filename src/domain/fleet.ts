import type { Addressee } from './fleet-job.ts';
import type { CycleRecord } from './record.ts';
import type { Review, Score, Verdict } from './review.ts';
import type { Lang } from './text.ts';

/** How a stack of a fleet came to its row: all but `reviewed` are failed stacks. */
export type FleetOutcome =
  | 'reviewed'
  /** Nobody took the job, or whoever took it did not come back in time. */
  | 'silent'
  /** Its host does not allow what was asked. */
  | 'refused'
  /** Its agent could not do what was asked. */
  | 'broken'
  /** What came back was not signed by the agent that is known by that name, or cannot be read. */
  | 'untrusted';

/** What is known of one stack when a fleet is judged. */
export type FleetMember = {
  /** In the fleet. */
  readonly name: string;
  readonly asked: Addressee;
  /** Who answered, or took the job last; null: nobody. */
  readonly agent: string | null;
} & (
  | {
      readonly outcome: 'reviewed';
      readonly review: Review;
      readonly record: CycleRecord;
      /** Name of the review's Markdown in the archive. */
      readonly file: string;
      /** Ids of probes that were left out, because the host on which they must be asked died. */
      readonly leftOut: readonly string[];
    }
  | { readonly outcome: Exclude<FleetOutcome, 'reviewed'>; readonly why: string }
);

/** One row of a fleet review. */
export interface FleetStack {
  readonly name: string;
  /** "agent gpu-07", "pool=eu". */
  readonly asked: string;
  readonly agent: string | null;
  readonly outcome: FleetOutcome;
  /** Why there is no review; null: there is one. */
  readonly why: string | null;
  readonly verdict: Verdict;
  /** Null where nothing could be scored. */
  readonly score: Score | null;
  readonly blockers: readonly { readonly id: string; readonly title: string }[];
  readonly warnings: readonly { readonly id: string; readonly title: string }[];
  /** Its review in the archive. */
  readonly cycle: number | null;
  readonly file: string | null;
  readonly commit: string | null;
  readonly leftOut: readonly string[];
  /** Figures that stand apart from those of its peers. */
  readonly outliers: readonly Outlier[];
  /** What became worse since its review before. */
  readonly regressions: readonly string[];
}

/** A figure of a stack that is worse than those of the stacks of the same testbed. */
export interface Outlier {
  /** `probe.metric` */
  readonly metric: string;
  readonly title: string;
  /** As a person reads them. */
  readonly shown: string;
  readonly peersShown: string;
  readonly peers: number;
}

/** Something that several stacks have in common, named once. */
export interface SharedCause {
  /** "driver 560", "tts-cold": what they share, as a person reads it. */
  readonly what: string;
  /** The finding that comes with it. */
  readonly finding: { readonly id: string; readonly title: string };
  /** Names of the stacks that have both. */
  readonly stacks: readonly string[];
  /** How many stacks share it at all, and how many were judged. */
  readonly of: number;
  readonly judged: number;
}

/** One review of many stacks, which every fleet reporter draws. */
export interface FleetReview {
  readonly schema: 'ralph/fleet@1';
  readonly ralph: string;
  readonly lang: Lang;
  /** Name of the fleet. */
  readonly fleet: string;
  readonly number: number;
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly reviewedAt: string;
  readonly verdict: Verdict;
  readonly status: string;
  /** Whether a stack has no review. */
  readonly partial: boolean;
  /** Worst first. */
  readonly stacks: readonly FleetStack[];
  readonly shared: readonly SharedCause[];
  /** What to mend first, and on how many stacks that helps; most useful first. */
  readonly first: readonly {
    readonly finding: string;
    readonly text: string;
    readonly stacks: readonly string[];
  }[];
}
