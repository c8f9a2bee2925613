import type { Unit } from './metric.ts';
import type { Origin } from './record.ts';
import type { Score, Verdict } from './review.ts';
import type { Text } from './text.ts';

/** A place in the history. */
export interface Milestone {
  readonly cycle: number;
  /** ISO 8601, UTC. */
  readonly reviewedAt: string;
  readonly commit: string | null;
}

/** One cycle of a window. */
export interface WindowCycle extends Milestone {
  /** Name of its review's JSON. */
  readonly file: string;
  readonly origin: Origin;
  readonly verdict: Verdict | null;
  readonly score: Score | null;
  /** Ids. */
  readonly blockers: readonly string[];
}

/** A blocker, or a criterion under its pass mark, from the first cycle of a row to the last. */
export interface Stand {
  readonly kind: 'blocker' | 'criterion';
  readonly id: string;
  readonly title: Text;
  readonly first: Milestone;
  readonly last: Milestone;
  /** Cycles that had it; one that could not tell is not counted and does not end the row. */
  readonly cycles: number;
  /** `unknown`: no cycle since its last could tell. */
  readonly standing: 'open' | 'fixed' | 'unknown';
  /** The first cycle that shows that it is gone; null where none does. */
  readonly gone: Milestone | null;
  /** From the first cycle with it to the first without, or to the last with it where there is none. */
  readonly durationMs: number;
  /** Whether it began in the window, after a cycle without it. */
  readonly broke: boolean;
}

/** A state, such as that of the test suite, which is better or worse at the end of the window than before it. */
export interface StateMove {
  readonly metric: string;
  readonly title: Text;
  readonly kind: 'worse' | 'better';
  readonly before: Text;
  readonly now: Text;
  /** The cycle since which it is so. */
  readonly at: Milestone;
}

/** The level of a figure over the window beside that before it, by comparable cycles. */
export interface LevelMove {
  readonly metric: string;
  readonly title: Text;
  readonly unit: Unit;
  /** `within-noise`: chance alone may have done it, or it is too small to matter. */
  readonly kind: 'worse' | 'better' | 'within-noise';
  /** In the unit: of times the geometric mean of the cycles' levels, of other figures their mean. */
  readonly before: number;
  readonly now: number;
  /** In percent of before; null where that is 0. */
  readonly deltaPct: number | null;
  /** How many cycles stand behind each of both. */
  readonly cycles: { readonly before: number; readonly now: number };
  /** The first cycle of the new level; null where nothing is claimed. */
  readonly at: Milestone | null;
}

/** What of the testbed was other than in the cycle before: "driver: 550 → 560". */
export interface TestbedChange {
  readonly at: Milestone;
  readonly differences: readonly string[];
}

/** What happened to one target over a window. */
export interface TargetWindow {
  readonly target: string;
  /** Oldest first, one at least. */
  readonly cycles: readonly WindowCycle[];
  /** Those that overlap the window: blockers first, then by their first cycle. */
  readonly stands: readonly Stand[];
  readonly states: readonly StateMove[];
  /** Those that moved, the farthest first. */
  readonly moves: readonly LevelMove[];
  /** The five that worsened most in percent, claimed or not, the worst first; of less than their floor none. */
  readonly worst: readonly LevelMove[];
  /** Cycles before the window with the testbed of its newest, of {@link cyclesBefore}; they are what levels are compared with. */
  readonly comparable: number;
  readonly cyclesBefore: number;
  readonly testbed: readonly TestbedChange[];
}

/** From when on, or how many; what is said of the window. */
export type WindowAsked = { readonly since: string } | { readonly last: number };

/** Numbers that no review has, the first and the last of them. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** What happened over a window, for the report. */
export interface WindowReport {
  readonly asked: WindowAsked;
  /** Targets in the order of their names; empty where no cycle lies in the window. */
  readonly targets: readonly TargetWindow[];
  /** Between the window's first cycle and the newest of all. */
  readonly missing: readonly Gap[];
  /** Files in the window that cannot be read, and why. */
  readonly corrupt: readonly string[];
  /** The newest cycle of all, where none lies in the window. */
  readonly newestBefore: Milestone | null;
}
