import type { Unit } from './metric.ts';
import type { Text } from './text.ts';
import type { Milestone, Stand, TestbedChange, WindowCycle } from './window.ts';

/** Where a figure came to another level, or a state became another. */
export interface Step {
  /** The first cycle of what came after. */
  readonly at: Milestone;
  /** Of a figure, in its unit: the mean since the step before. */
  readonly before: number | string;
  /** Likewise, up to the next step. */
  readonly after: number | string;
  /** In percent of before; null where that is 0, and of states. */
  readonly deltaPct: number | null;
  readonly kind: 'better' | 'worse' | 'neither';
}

/** One metric over a window. */
export interface TrendLine {
  /** `probe.metric`, or `score`. */
  readonly id: string;
  readonly title: Text;
  readonly unit: Unit | 'state';
  /** One of each cycle of the window; null: it has none. States by their place from best (0) to worst. */
  readonly values: readonly (number | null)[];
  /** Of the newest cycle that has it, as a person reads it. */
  readonly newest: Text;
  readonly steps: readonly Step[];
}

/** A criterion that passes and fails by turns, though nothing that is known of has changed. */
export interface Flaky {
  readonly id: string;
  readonly title: Text;
  /** How often it went from pass to fail or back. */
  readonly flips: number;
  /** Those of them between two cycles of the same commit and the same testbed. */
  readonly unexplained: number;
  /** In how many cycles it was judged. */
  readonly judged: number;
  readonly last: Milestone;
}

/** How the figures of one target went over a window of its cycles. */
export interface Trend {
  readonly target: string;
  /** Oldest first. */
  readonly cycles: readonly WindowCycle[];
  readonly lines: readonly TrendLine[];
  /** Where the testbed is another than before: no step goes from one to another. */
  readonly testbed: readonly TestbedChange[];
  /** Blockers that stood in the window, from their first cycle, which may lie before it. */
  readonly stands: readonly Stand[];
  readonly flaky: readonly Flaky[];
}
