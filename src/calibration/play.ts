import type { Writable } from 'node:stream';
import type { Schedule } from './schedule.ts';
import type { Ledger } from './truth.ts';

/** Pieces to be written, and when. */
export interface Pieces {
  readonly route: string;
  /** When the request was read, ms of this process's monotonic clock. */
  readonly readMs: number;
  /** When each piece is due, in ms after that. */
  readonly dueMs: readonly number[];
  /** Where they are written. */
  readonly stream: Writable;
  /** Writes a piece; `atMs` is now, counted as `dueMs`. */
  write(piece: number, atMs: number): void;
  /** After the last piece. */
  finish?(): void;
}

/**
 * Plays pieces to a schedule, and enters in the ledger when they were really written: a piece is held back until all of
 * it is there, and the time is taken just before it goes. After it would be too late, because whoever is woken by it
 * may have the processor first.
 */
export const player =
  (schedule: Schedule, ledger: Ledger, clock: { readonly nowMs: () => number; readonly originMs: number }) =>
  ({ route, readMs, dueMs, stream, write, finish }: Pieces): void => {
    const wroteMs: number[] = [];
    const play = (piece: number): void =>
      schedule.at(readMs + (dueMs[piece] ?? 0), () => {
        // Nobody listens any more.
        if (stream.destroyed) return;
        stream.cork();
        write(piece, clock.nowMs() - readMs);
        wroteMs.push(clock.nowMs() - readMs);
        stream.uncork();
        if (piece + 1 < dueMs.length) return play(piece + 1);
        finish?.();
        ledger.add({ route, readAtMs: clock.originMs + readMs, wroteMs });
      });
    play(0);
  };
