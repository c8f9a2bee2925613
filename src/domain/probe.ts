import type { Host } from './host.ts';
import type { Metric } from './metric.ts';
import type { ProbeOutcome } from './observation.ts';
import type { Pace } from './pace.ts';
import type { Sketch } from './portrait.ts';
import type { Taken } from './sample.ts';
import type { Sampling, Scenario } from './scenario.ts';
import type { Stack } from './stack.ts';
import type { Target } from './target.ts';
import type { Text } from './text.ts';
import type { Tracer } from './trace.ts';
import type { TurnKind } from './turn.ts';

/** All that a probe may touch: it asks through these and through nothing else. */
export interface ProbeContext {
  readonly target: Target;
  readonly scenario: Scenario;
  readonly host: Host;
  /** The target, spoken to in its own dialect. */
  readonly stack: Stack;
  /** False once the stack has failed to answer at all: one short question is then enough. */
  readonly responsive: boolean;
  /** Aborts when the person interrupts. */
  readonly signal: AbortSignal;
  /** One line of progress, for stderr. */
  note(line: string): void;
  /** Told of each request of a series, between it and the next. */
  sampled(taken: Taken): void;
  /** How many warm samples a series takes, as it stands: what is learned of a rate limit may change it. */
  sampling(): Sampling;
  readonly pace: Pace;
  /** Whether the sound of an answer stays with the evidence, to be listened to; absent: no. */
  readonly keepsSounds?: boolean;
  /** Programs of this machine that did not come back in this run: nobody waits for one of them twice. */
  readonly hung: Set<string>;
  /** Keeps account of what is asked; absent: nobody wants one. */
  readonly tracer?: Pick<Tracer, 'sample'>;
}

/** What a probe asks of the stack's rate limit, for the plan of a run: requests and messages, not GETs. */
export interface Demand {
  /** Series of samples: each is a cold request, the warm-up, and the warm samples. */
  readonly series: number;
  /** Samples that each of them takes at most, where it is fewer than the scenario's. */
  readonly most?: number;
  /** Other requests. */
  readonly others: number;
  /** The turns that one of the series is made of, where they are: a sample of it may take several requests. */
  readonly turns?: TurnKind;
}

/** When in the run, on the monotonic clock of the host, a probe put its load on the stack. */
export interface LoadWindow {
  readonly probe: string;
  readonly startMs: number;
  readonly endMs: number;
}

interface ProbeBase<Id extends string, Readings, Metrics extends Record<string, Metric<Readings>>> {
  readonly id: Id;
  readonly title: Text;
  readonly metrics: Metrics;
  /** Absent: it asks for no work. */
  readonly demand?: Demand;
  /** Whether it looks at the machine of the stack, so that no other machine can answer in its place. */
  readonly needsHost?: true;
  /** What of its readings must be the same before figures of two runs mean the same; null: not known. */
  fingerprint?(readings: Readings): Readonly<Record<string, string | null>>;
  /**
   * Set where it is asked again when an interrupted run is resumed: what of its readings must be the same before both
   * parts are of one run; null: not known.
   */
  eachSitting?(readings: Readings): Readonly<Record<string, string | null>>;
  /** Which probes' times its readings cast doubt on, by id, and why. */
  doubts?(readings: Readings): Readonly<Record<string, Text>>;
  /** What a picture of its readings shows, beside the samples of its metrics. */
  sketch?(readings: Readings): Sketch;
}

/** One question put to the stack: raw readings, never an opinion. */
export interface PhasedProbe<Id extends string, Readings, Metrics extends Record<string, Metric<Readings>>>
  extends ProbeBase<Id, Readings, Metrics> {
  /**
   * `before` the load, as part of the `load` (alone, one after the other), `after` it (side by side), or `last`, when the
   * stack was left alone for a while.
   */
  readonly phase: 'before' | 'load' | 'after' | 'last';
  /** Ids of the probes of its phase that ask before it: this one would warm what their first request measures cold. */
  readonly follows?: readonly string[];
  observe(context: ProbeContext): Promise<ProbeOutcome<Readings>>;
}

/** Has `look` called, with its id, after each probe of the load and before the next begins. */
export type AfterEach = (look: (probe: string) => Promise<void>) => void;

/** A probe that watches while others load the stack. */
export interface AttendingProbe<Id extends string, Readings, Metrics extends Record<string, Metric<Readings>>>
  extends ProbeBase<Id, Readings, Metrics> {
  readonly phase: 'throughout';
  /** Ids of probes without whose load its figures would mislead: when it is resumed, they are asked again under it. */
  needsLoadOf?(target: Target): readonly string[];
  /** Resolves when it watches; the function it returns ends the watch and reports. */
  attend(
    context: ProbeContext,
    afterEach: AfterEach,
  ): Promise<(windows: readonly LoadWindow[]) => Promise<ProbeOutcome<Readings>>>;
}

export type Probe<
  Id extends string = string,
  // biome-ignore lint/suspicious/noExplicitAny: a list of probes is a list of different readings
  Readings = any,
  // biome-ignore lint/suspicious/noExplicitAny: as above
  Metrics extends Record<string, Metric<Readings>> = Record<string, Metric<any>>,
> = PhasedProbe<Id, Readings, Metrics> | AttendingProbe<Id, Readings, Metrics>;

/** Declares a probe; id, readings and metric names become types that criteria are checked against. */
export function defineProbe<Readings>() {
  return <const Id extends string, const Metrics extends Record<string, Metric<Readings>>>(
    probe: PhasedProbe<Id, Readings, Metrics>,
  ): PhasedProbe<Id, Readings, Metrics> => probe;
}

/** As {@link defineProbe}, for a probe that watches while others load the stack. */
export function defineAttendingProbe<Readings>() {
  return <const Id extends string, const Metrics extends Record<string, Metric<Readings>>>(
    probe: AttendingProbe<Id, Readings, Metrics>,
  ): AttendingProbe<Id, Readings, Metrics> => probe;
}
