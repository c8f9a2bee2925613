import type { Evidence } from '../domain/evidence.ts';
import { figure, range } from '../domain/figure.ts';
import type { Metric } from '../domain/metric.ts';
import type { Observation } from '../domain/observation.ts';
import type { Probe } from '../domain/probe.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Target } from '../domain/target.ts';
import { medianInterval } from '../statistics/median-interval.ts';

/** What `FactsOver` promises, before the names are checked against a list of probes. */
export interface LooseFacts {
  readonly target: Target;
  readonly scenario: Scenario;
  observation(probe: string): Observation | undefined;
  observed(probe: string): unknown;
  number(metric: string): number | undefined;
  shown(metric: string): string | undefined;
  samples(metric: string): number;
  interval(metric: string): { readonly low: number; readonly high: number } | undefined;
  state(metric: string): string | undefined;
}

/** A metric found by its full name, with the readings to take it from. */
interface Found {
  readonly metric: Metric<unknown>;
  readonly readings: unknown;
}

function find(evidence: Evidence, probes: readonly Probe[], name: string): Found | undefined {
  const dot = name.indexOf('.');
  const probe = probes.find(({ id }) => id === name.slice(0, dot));
  const observation = evidence.observations[name.slice(0, dot)];
  const metric = probe?.metrics[name.slice(dot + 1)];
  return metric && observation?.kind === 'observed' ? { metric, readings: observation.readings } : undefined;
}

/** The typed view of saved evidence that criteria and diagnoses read. */
export function factsOf(evidence: Evidence, probes: readonly Probe[]): LooseFacts {
  const number = (name: string): number | undefined => {
    const found = find(evidence, probes, name);
    return found?.metric.kind === 'number' ? found.metric.from(found.readings) : undefined;
  };
  return {
    target: evidence.target,
    scenario: evidence.scenario,
    observation: (probe) => evidence.observations[probe],
    observed: (probe) => {
      const observation = evidence.observations[probe];
      return observation?.kind === 'observed' ? observation.readings : undefined;
    },
    number,
    shown: (name) => {
      const found = find(evidence, probes, name);
      const value = number(name);
      if (found?.metric.kind !== 'number' || value === undefined) return undefined;
      const samples = found.metric.samples?.(found.readings) ?? [];
      return range(samples, found.metric.unit) ?? figure(value, found.metric.unit);
    },
    samples: (name) => {
      const found = find(evidence, probes, name);
      if (found?.metric.kind !== 'number' || number(name) === undefined) return 0;
      return found.metric.samples?.(found.readings).length ?? 1;
    },
    interval: (name) => {
      const found = find(evidence, probes, name);
      return found?.metric.kind === 'number'
        ? medianInterval(found.metric.samples?.(found.readings) ?? [])
        : undefined;
    },
    state: (name) => {
      const found = find(evidence, probes, name);
      return found?.metric.kind === 'state' ? found.metric.from(found.readings) : undefined;
    },
  };
}
