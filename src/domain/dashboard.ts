/** A cycle that was started from the dashboard. */
export interface StartedCycle {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Null while it runs. */
  readonly ended: {
    /** ISO 8601, UTC. */
    readonly at: string;
    /** What the exit code of the review says; null where something killed it. */
    readonly code: number | null;
  } | null;
  /** What it has said last, oldest first: a person's lines, without what moves a cursor. */
  readonly lines: readonly string[];
}

/** What a browser may ask for beside looking. */
export interface Allowed {
  readonly run: boolean;
  readonly import: boolean;
}
