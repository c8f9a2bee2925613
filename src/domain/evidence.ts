import type { Observation } from './observation.ts';
import type { PaceTaken } from './pace.ts';
import type { Rubric } from './rubric.ts';
import type { Scenario } from './scenario.ts';
import type { Target } from './target.ts';
import type { Lang, Text } from './text.ts';

/** One stretch of measuring: a run that was interrupted and resumed has several. */
export interface Sitting {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Of the project, as it was then; null: not known. */
  readonly commit: string | null;
  /** Ids of the probes whose observation was made in it. */
  readonly probes: readonly string[];
}

/** Everything one run saw, when, where and with which scenario. Judging needs nothing else. */
export interface Evidence {
  readonly schema: 'ralph/evidence@1';
  /** Version of ralph that measured. */
  readonly ralph: string;
  /** ISO 8601, UTC: when measuring began. */
  readonly observedAt: string;
  readonly target: Target;
  readonly scenario: Scenario & { readonly hash: string };
  /** Under which rules the run was meant to be judged; `judge` may be given others. */
  readonly rubric: Rubric;
  /** `measured` by ralph, or `transcribed` from a review that was written before it. */
  readonly provenance: { readonly kind: 'measured' | 'transcribed'; readonly note?: Text };
  /** What was learned of the rate limit, and what waiting for it cost; absent: nothing. */
  readonly pace?: PaceTaken;
  /** Set where the cycle is already known: transcribed history, or a re-judged review. */
  readonly cycle?: number;
  readonly lang?: Lang;
  /** In their order; absent: the run was not interrupted. */
  readonly sittings?: readonly Sitting[];
  /** Probe id → what came of it. */
  readonly observations: Readonly<Record<string, Observation>>;
  /** Probe id → what came of it when it was put a second time, alone, because its figures seemed to have moved. */
  readonly confirmations?: Readonly<Record<string, Observation>>;
}
