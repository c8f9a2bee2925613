import type { Aspect, Limits, Measured } from './measured.ts';

/** What one or more measurements of this cycle say against earlier cycles. */
export interface Evidence {
  /** now / before, by this cycle alone. */
  readonly ratio: number;
  /** Now less before, in the unit of the metric. */
  readonly difference: number;
  /** As a standard normal value, or of a drift what has added up; above zero upwards. */
  readonly z: number;
  /** How many cycles were taken together, this one included. */
  readonly cycles: number;
}

/** Sets measurements of this cycle beside the past, newest first; undefined where they do not allow it. */
export type Test = (
  past: readonly Measured[],
  seen: readonly Measured[],
  aspect: Aspect,
  limits: Limits,
) => Evidence | undefined;
