import type { Addressee, Labels } from './fleet-job.ts';
import type { CycleRecord } from './record.ts';
import type { Canvas } from './reporter.ts';
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
  /** Of that agent, or else those that were asked for; null: not known. What stacks share is looked for in them too. */
  readonly labels: Labels | null;
} & (
  | {
      readonly outcome: 'reviewed';
      /** In the language of the fleet review. */
      readonly review: Review;
      readonly record: CycleRecord;
      /** Name of the review's Markdown in the archive. */
      readonly file: string;
      /** Ids of probes that were left out, because the host on which they must be asked died. */
      readonly leftOut: readonly string[];
    }
  | { readonly outcome: Exclude<FleetOutcome, 'reviewed'>; readonly why: string }
);

/**
 * A finding by its name. Of a stack without a review its outcome stands as one (`silent`, `refused` …), of a criterion that
 * could not be judged the criterion, so that no stack is worse than `ok` without saying why.
 */
export interface NamedFinding {
  readonly id: string;
  readonly title: string;
  /** The finding of the same stack that it follows from. */
  readonly cause?: string;
}

/** One row of a fleet review. */
export interface FleetStack {
  readonly name: string;
  /** "agent gpu-07", "pool=eu". */
  readonly asked: string;
  readonly agent: string | null;
  readonly outcome: FleetOutcome;
  /** Why there is no review; null: there is one. */
  readonly why: string | null;
  /** `blocked` where there is no review. */
  readonly verdict: Verdict;
  /** Null where nothing could be scored. */
  readonly score: Score | null;
  readonly blockers: readonly NamedFinding[];
  readonly warnings: readonly NamedFinding[];
  /** Its review in the archive. */
  readonly cycle: number | null;
  readonly file: string | null;
  readonly commit: string | null;
  readonly leftOut: readonly string[];
  /** Figures that stand apart from those of its peers, farthest first. */
  readonly outliers: readonly Outlier[];
  /** Figures that became worse since its review before, as a person reads them. */
  readonly regressions: readonly {
    readonly metric: string;
    readonly title: string;
    readonly before: string | null;
    readonly now: string | null;
  }[];
}

/** A figure of a stack that is worse than those of the stacks of the same testbed. */
export interface Outlier {
  /** `probe.metric` */
  readonly metric: string;
  readonly title: string;
  /** As a person reads them: the figure, and the one in the middle of its peers. */
  readonly shown: string;
  readonly peersShown: string;
  /** How many others there are. */
  readonly peers: number;
}

/** Something that stacks have in common and that a finding comes with, more often than chance explains. */
export interface SharedCause {
  /** "driver 560", "driver 560, CUDA 12.6" where the same stacks have both, "every stack". */
  readonly what: string;
  /** Part of the testbed or label → value; empty: every stack has the finding. */
  readonly traits: readonly { readonly part: string; readonly value: string }[];
  /** What comes with it, commonest first, each with the names of the stacks that have both. */
  readonly findings: readonly {
    readonly id: string;
    readonly title: string;
    readonly stacks: readonly string[];
  }[];
  /** Names of the stacks that share it and have any of these findings. */
  readonly stacks: readonly string[];
  /** How many stacks share it at all, and of how many it is known. */
  readonly of: number;
  readonly judged: number;
}

/** One thing to mend, and what comes of it. */
export interface FleetMend {
  readonly finding: string;
  readonly title: string;
  readonly severity: 'blocker' | 'warning';
  /** The first step of its remedy. */
  readonly text: string;
  /** Names of the stacks that have it. */
  readonly stacks: readonly string[];
  /** Of these, how many nothing else blocks; 0 for a warning. */
  readonly frees: number;
  /** What these stacks share, as {@link SharedCause.what}; null: nothing that chance does not explain. */
  readonly shared: string | null;
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
  /** The worst there is: `blocked`, `inconclusive`, `attention`, `ok`; `inconclusive` where no stack is. */
  readonly verdict: Verdict;
  /** The verdict and how many stacks it is of, in one line. */
  readonly status: string;
  /** Whether a stack has no review. */
  readonly partial: boolean;
  /** Worst first. */
  readonly stacks: readonly FleetStack[];
  /** Those of most stacks first. */
  readonly shared: readonly SharedCause[];
  /** What to mend first; most useful first. */
  readonly first: readonly FleetMend[];
  /** How it was judged; one line each. */
  readonly method: readonly string[];
}

/** Where a drawing of a fleet review goes. */
export interface FleetCanvas extends Canvas {
  /** The stacks' reviews as seen from where it will lie, '' for the same folder; absent: they are not linked to. */
  readonly reviews?: string;
}

/** One drawing of a fleet review. */
export interface FleetReporter {
  readonly id: string;
  draw(review: FleetReview, canvas: FleetCanvas): string | Promise<string>;
}
