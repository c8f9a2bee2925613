import type { Observation } from './observation.ts';
import type { AttendingProbe, PhasedProbe, Probe } from './probe.ts';
import type { Scenario } from './scenario.ts';
import type { Target } from './target.ts';

// biome-ignore lint/suspicious/noExplicitAny: the metrics of a probe say nothing about its readings
type Readings<P> = P extends PhasedProbe<string, infer R, any> | AttendingProbe<string, infer R, any>
  ? R
  : never;

/** Full names `probe.metric` of the metrics of one kind among the probes `P`. */
type MetricIds<P extends Probe, Kind extends string> = P extends Probe
  ? {
      [Name in keyof P['metrics'] & string]: P['metrics'][Name] extends { kind: Kind }
        ? `${P['id']}.${Name}`
        : never;
    }[keyof P['metrics'] & string]
  : never;

/** Evidence as judging reads it, typed by the probes that made it: a mistyped id does not compile. */
export interface FactsOver<P extends Probe> {
  readonly target: Target;
  readonly scenario: Scenario;
  observation<Id extends P['id']>(probe: Id): Observation<Readings<Extract<P, { id: Id }>>> | undefined;
  /** The readings, where the probe was observed. */
  observed<Id extends P['id']>(probe: Id): Readings<Extract<P, { id: Id }>> | undefined;
  /** Undefined where the readings do not carry the figure. */
  number(metric: MetricIds<P, 'number'>): number | undefined;
  /** As a person reads it, ranges included; undefined where there is no figure. */
  shown(metric: MetricIds<P, 'number'>): string | undefined;
  /** How many samples stand behind the figure; 1 where it is a figure by itself, 0 without one. */
  samples(metric: MetricIds<P, 'number'>): number;
  /** Between which two samples the true median lies, with a confidence of 95 % at least; undefined below six. */
  interval(metric: MetricIds<P, 'number'>): { readonly low: number; readonly high: number } | undefined;
  state(metric: MetricIds<P, 'state'>): string | undefined;
}

/** Full names of all metrics of the probes `P`. */
export type MetricIdOver<P extends Probe> = MetricIds<P, 'number' | 'state'>;
