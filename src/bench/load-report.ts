import type { Counts, Histograms } from './tally.ts';

/** What a thread has so far, or in the end; or all of them together. */
export interface LoadReport {
  readonly kind: 'progress' | 'done';
  /** The same in every report, and still being written to until `done`. */
  readonly histograms: Histograms;
  readonly counts: Counts;
  /** How much of the measured time has passed. */
  readonly measuredMs: number;
  readonly measuredFromEpochMs: number;
  /** How late the thread reads what is there, in ms from the wire to the stamp; null before any was looked at. */
  readonly ownDelay: { readonly p50: number; readonly p99: number; readonly max: number } | null;
  /** Which of several hosts did not make their share to the end, and why: then it was another load than was asked for. */
  readonly lost?: readonly string[];
}
