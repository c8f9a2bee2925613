/** What a cycle measured of one metric. A reading of a record is one, where it has a shape. */
export interface Measured {
  readonly shape: { readonly n: number; readonly level: number; readonly tail: number | null };
  /** In the unit of the metric, in the order they were taken; histories keep the shape alone. */
  readonly samples?: readonly number[];
}

/** The height of a metric, or how far its slowest answers lie above its middle. */
export type Aspect = 'level' | 'tail';

/** What it is judged by: `history`, twelve comparable cycles or more; `previous`, fewer, and then only for the time being. */
export type Basis = 'history' | 'previous';

/** What counts as a change of this metric, and among how many. */
export interface Limits {
  /** A smaller relative change is noise; in percent. */
  readonly tolerancePct: number;
  /** A smaller absolute change is noise; in the unit of the metric. */
  readonly floor: number;
  /** How many metrics of the review are judged so: what chance alone claims among all of them is kept to 1 % of reviews. */
  readonly metrics: number;
}

/** A change that was seen once. */
export interface Suspicion {
  readonly aspect: Aspect;
  readonly basis: Basis;
  readonly direction: 'up' | 'down';
  /** now / before: 1.2 is a fifth more. Of the tail: of p95 / p50. */
  readonly ratio: number;
  /** How far out this is beside what chance does, as a standard normal value; above zero for `up`. */
  readonly z: number;
  /** How many cycles, this one included, show it together; for a slow drift, as many as it took. */
  readonly cycles: number;
  /** Whether it may be told where nothing can be measured again: chance alone does so in less than 1 % of metrics and cycles. */
  readonly isAlarm: boolean;
}

/** A change that a second measurement showed as well; `z` and `ratio` are of both together. */
export type Claim = Omit<Suspicion, 'isAlarm'>;
