import type { LooseFacts } from './facts.ts';

const probeOf = (metric: string): string => metric.slice(0, metric.indexOf('.'));

/** The same facts; `read` holds the ids of the probes of which anything was looked up in them. */
export function recorded(facts: LooseFacts): {
  readonly facts: LooseFacts;
  readonly read: ReadonlySet<string>;
} {
  const read = new Set<string>();
  const noting =
    <Result>(look: (name: string) => Result, idOf: (name: string) => string) =>
    (name: string): Result => {
      read.add(idOf(name));
      return look(name);
    };
  const itself = (probe: string): string => probe;
  return {
    read,
    facts: {
      target: facts.target,
      scenario: facts.scenario,
      observation: noting(facts.observation, itself),
      observed: noting(facts.observed, itself),
      number: noting(facts.number, probeOf),
      shown: noting(facts.shown, probeOf),
      samples: noting(facts.samples, probeOf),
      interval: noting(facts.interval, probeOf),
      state: noting(facts.state, probeOf),
    },
  };
}
