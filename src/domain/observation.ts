import type { KeptSound } from './kept-sound.ts';

/** A piece of raw evidence, shown in a fence: what the stack or a command said, bounded in length. */
export interface Exhibit {
  readonly title: string;
  readonly language: 'json' | 'text' | 'csv' | 'bash';
  readonly content: string;
}

/** The question was put and answered, well or badly: the answer is judged. */
export interface Observed<Readings> {
  readonly kind: 'observed';
  readonly readings: Readings;
  readonly raw: readonly Exhibit[];
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** How much of it went by waiting for a rate limit; absent: none. */
  readonly waitedMs?: number;
  /** One answer as it sounded; absent where there was none, or none was to be kept. */
  readonly sound?: KeptSound;
}

/** This machine or this target cannot be asked (no GPU, nothing configured): weighs nothing. */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly reason: string;
}

/** The probe itself broke: nothing can be concluded from this run. */
export interface Errored {
  readonly kind: 'errored';
  readonly message: string;
}

/** What came of one probe. The three cases are never mixed up: see ARCHITECTURE.md. */
export type Observation<Readings = unknown> = Observed<Readings> | Unavailable | Errored;

/** What a probe returns: the pipeline adds when and how long, and turns a throw into {@link Errored}. */
export type ProbeOutcome<Readings> =
  | {
      readonly readings: Readings;
      readonly raw: readonly Exhibit[];
      /** Set when the stack did not answer at all, so that the next probes ask briefly. */
      readonly unresponsive?: boolean;
      /** One answer as it sounded. */
      readonly sound?: KeptSound;
    }
  | { readonly unavailable: string };
