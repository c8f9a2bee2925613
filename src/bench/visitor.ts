/** What came of one turn, in ms of the sender's monotonic clock. */
export type Outcome =
  | {
      readonly kind: 'answered';
      /** Written on a connection that is open. */
      readonly sentMs: number;
      readonly endMs: number;
      readonly firstMs: number | null;
      readonly underrunMs: number | null;
    }
  /** `reason` in a few words of ours. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** The run was stopped before anything could be said of it. */
  | { readonly kind: 'abandoned' };

/** When a turn was to begin and when it did, in ms of the sender's clock. */
export interface Times {
  readonly intendedMs: number;
  readonly startedMs: number;
  /** Whether it had to wait for others to leave, because so many were in flight. */
  readonly queued: boolean;
}

/** Somebody who takes turns with the stack, one after the other. */
export interface Visitor {
  /** Never rejects. */
  turn(number: number): Promise<Outcome>;
  leave(): void;
}
