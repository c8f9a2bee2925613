/** What came of one turn, in ms of the sender's monotonic clock. */
export type Outcome =
  | {
      readonly kind: 'answered';
      /** Written on a connection that is open. */
      readonly sentMs: number;
      readonly endMs: number;
      readonly firstMs: number | null;
      readonly underrunMs: number | null;
      /** Between tokens, where the answer came as such. */
      readonly gapsMs?: Float64Array;
      /** When a player reached the first audible sample of the answer and the end of its sound. */
      readonly heard?: { readonly audibleMs: number; readonly playedMs: number };
    }
  /** `reason` in a few words of ours. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** The run was stopped before anything could be said of it. */
  | { readonly kind: 'abandoned' };

/** When whoever asked may go on: once the answer is there, and where it has sound, once that was played. */
export const freeMs = (outcome: Outcome, nowMs: number): number =>
  Math.max(nowMs, outcome.kind === 'answered' ? (outcome.heard?.playedMs ?? 0) : 0);

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
