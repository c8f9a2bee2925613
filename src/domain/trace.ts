import type { Observation } from './observation.ts';
import type { SampleKind } from './sample.ts';
import type { Answer } from './stack.ts';
import type { Text } from './text.ts';

/** One request, or turn, of a series; `number` counts all of them, the cold one being 0. */
export interface TracedSample {
  readonly kind: SampleKind;
  readonly number: number;
}

interface TracedProbe {
  readonly id: string;
  readonly title: Text;
  readonly phase: string;
}

/** The account of one probe, open until `end`. */
export interface ProbeTrace {
  /** Does `work` so that whatever it asks counts as asked by the probe. */
  within<Outcome>(work: () => Outcome): Outcome;
  /** What came of it. Called once no time is measured any more: what was put off is done here. */
  end(observation: Observation): void;
}

/** Keeps account of what was asked within what, for a collector of traces. */
export interface Tracer {
  probe(probe: TracedProbe): ProbeTrace;
  /** Answers with what `ask` does; what it asks counts as asked by the sample. */
  sample<Value>(sample: TracedSample, ask: () => Promise<Answer<Value>>): Promise<Answer<Value>>;
}
