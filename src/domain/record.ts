import type { Score, Verdict } from './review.ts';
import type { Text } from './text.ts';

/** What must be the same before figures of two runs mean the same: part → value; null: not known, and then no difference. */
export type Testbed = Readonly<Record<string, string | null>>;

/** Of the samples behind a figure, what tells a change from noise; times in natural logarithms of milliseconds. */
export interface SampleShape {
  readonly n: number;
  /** Mean of the logarithms, a tenth trimmed off each side. */
  readonly level: number;
  /** Logarithm of p95 / p50; null below twenty samples. */
  readonly tail: number | null;
}

/** A figure or a state of one cycle, by the metric it is of. */
export interface Reading {
  /** In the unit of the metric, or the state; null: only `shown` is known, such as a range in an imported review. */
  readonly value: number | string | null;
  /** As a person reads it, ranges included. */
  readonly shown: Text;
  /** Of what work it is, where the metric knows more than one kind. */
  readonly of?: Text;
  /** Of one sample where the figure is a single time; absent where it does not wander, such as a count. */
  readonly shape?: SampleShape;
  /** Absent where they are not at hand: histories keep the shape alone. */
  readonly samples?: readonly number[];
}

export type Readings = Readonly<Record<string, Reading>>;

/** `transcribed`: evidence written down from an older review; `imported`: a review that ralph did not write. */
export type Origin = 'measured' | 'transcribed' | 'imported';

/** What history knows of one cycle. Everything that compares cycles, draws them over time or counts them reads this. */
export interface CycleRecord {
  readonly cycle: number;
  /** ISO 8601, UTC. */
  readonly reviewedAt: string;
  /** Name of its file, for the reader; it need not exist for a cycle that was only judged. */
  readonly file: string;
  readonly origin: Origin;
  readonly target: string;
  readonly commit: string | null;
  /** Of the project, as git named it; null: not known. */
  readonly branch: string | null;
  readonly testbed: Testbed;
  /** Null where an imported review does not settle it. */
  readonly verdict: Verdict | null;
  readonly score: Score | null;
  /** Those that were judged, scored or not. */
  readonly criteria: readonly {
    readonly id: string;
    readonly points: number | null;
    readonly weight: number;
  }[];
  readonly blockers: readonly { readonly id: string; readonly title: string }[];
  /** `probe.metric` → what it said. */
  readonly readings: Readings;
}
