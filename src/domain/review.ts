import type { Change, Streak } from './change.ts';
import type { Check, Finding } from './finding.ts';
import type { Unit } from './metric.ts';
import type { Exhibit } from './observation.ts';
import type { Lang, Localised, Text } from './text.ts';

/** `inconclusive`: a probe of a scored criterion broke, so nothing is claimed. */
export type Verdict = 'ok' | 'attention' | 'blocked' | 'inconclusive';

/** How each verdict of a review is said. */
export const VERDICT_WORDS: Readonly<Record<Verdict, Text>> = {
  ok: { en: 'OK', fr: 'OK' },
  attention: { en: 'ATTENTION', fr: 'ATTENTION' },
  blocked: { en: 'BLOCKED', fr: 'BLOCAGE CRITIQUE' },
  inconclusive: { en: 'INCONCLUSIVE', fr: 'NON CONCLUANT' },
};

export type CriterionVerdict = 'pass' | 'warn' | 'fail' | 'not-applicable' | 'errored';

/** One row of the score table. */
export interface CriterionResult {
  readonly id: string;
  /** The id of the probe it stands on. */
  readonly probe: string;
  readonly title: string;
  readonly verdict: CriterionVerdict;
  /** Out of ten; null where it does not apply or could not be judged. */
  readonly points: number | null;
  readonly weight: number;
  readonly blocking: boolean;
  readonly comment: string;
  readonly why: string;
  /** As a person reads it ("< 500 ms"); null where there is none. */
  readonly objective: string | null;
  /** As a person reads it, ranges included ("171–393 ms"); null where nothing was measured. */
  readonly value: string | null;
  /** Why its times may be those of the machine and not of the stack; absent where nothing speaks for that. */
  readonly doubt?: string;
  readonly check: Localised<Check>;
}

/** One measured or attempted question, for "tests in detail". */
export interface ProbeReport {
  readonly id: string;
  readonly title: string;
  readonly outcome: 'observed' | 'unavailable' | 'errored';
  /** The worst verdict among the criteria that stand on it; null where none does. */
  readonly verdict: CriterionVerdict | null;
  /** Whether a blocking criterion among them failed. */
  readonly blocking: boolean;
  /** Why it was unavailable or errored; otherwise what the criteria say of it. */
  readonly comment: string;
  readonly durationMs: number | null;
  readonly raw: readonly Exhibit[];
}

export interface MetricReport {
  readonly id: string;
  readonly title: string;
  readonly unit: Unit | 'state';
  readonly value: number | string;
  /** As a person reads it. */
  readonly shown: string;
  readonly formula: string | null;
  /** As {@link CriterionResult.doubt}. */
  readonly doubt?: string;
}

export interface Score {
  readonly points: number;
  readonly max: number;
  /** points / max in percent, one decimal. */
  readonly percent: number;
}

/** What this review was compared with. */
export interface Baseline {
  readonly cycle: number;
  readonly file: string;
  readonly commit: string | null;
  readonly branch: string | null;
  /** The newest comparable cycle, here or on the branch that was asked for; the blessed one; or one that was chosen. */
  readonly how: 'previous' | 'branch' | 'blessed' | 'chosen';
  /** What differs so that figures cannot be compared; empty when they can. */
  readonly differences: readonly string[];
}

/** The memory of the GPU, or of all of them together, for the bar. */
export interface GpuMemory {
  readonly name: string;
  readonly usedMib: number;
  readonly totalMib: number;
  readonly utilisationPct: number | null;
}

export type ReviewFinding = Localised<Finding>;

/** One thing that must be done, and for which finding. */
export interface Action {
  readonly finding: string;
  readonly text: string;
}

/** The one result that every reporter draws. */
export interface Review {
  readonly schema: 'ralph/review@1';
  readonly ralph: string;
  readonly lang: Lang;
  readonly cycle: number;
  readonly label: string | null;
  /** ISO 8601, UTC. */
  readonly reviewedAt: string;
  readonly commit: string | null;
  readonly target: { readonly name: string; readonly url: string };
  readonly verdict: Verdict;
  /** The verdict and its first reasons in one line. */
  readonly status: string;
  readonly score: Score | null;
  readonly criteria: readonly CriterionResult[];
  readonly blockers: readonly ReviewFinding[];
  readonly warnings: readonly ReviewFinding[];
  readonly notes: readonly ReviewFinding[];
  /** The steps that unblock, in order. */
  readonly actions: readonly Action[];
  /** What must hold before the next cycle passes, ticked where it does already. */
  readonly unblock: readonly Localised<Check>[];
  /** What holds, with its figure. */
  readonly progress: readonly string[];
  readonly probes: readonly ProbeReport[];
  readonly metrics: readonly MetricReport[];
  /** Null where there is no GPU. */
  readonly gpuMemory: GpuMemory | null;
  readonly baseline: Baseline | null;
  readonly changes: readonly Localised<Change>[];
  readonly streaks: readonly Streak[];
  /** How it was measured: samples, rules, environment; one line each. */
  readonly method: readonly string[];
  readonly quip: string | null;
}
