import type { Observation } from '../domain/observation.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Tracer } from '../domain/trace.ts';
import { errorType } from './gen-ai.ts';
import type { Recorder } from './recorder.ts';
import { type Attributes, toMicros } from './span.ts';

const REASON_CHARS = 300;

const outcomeOf = (observation: Observation): Attributes => {
  const { kind } = observation;
  const common = { 'ralph.probe.outcome': kind };
  if (kind === 'observed') return { ...common, 'ralph.probe.waited_ms': observation.waitedMs };
  if (kind === 'errored') return { ...common, 'error.type': 'errored' };
  return { ...common, 'ralph.probe.reason': firstChars(observation.reason, REASON_CHARS) };
};

/** What probes and series tell of, as spans: one of each probe, and within it one of each sample. */
export const createTracer = (recorder: Recorder): Tracer => ({
  probe: ({ id, title, phase }) => {
    const span = recorder.begin(`probe ${id}`, {
      attributes: { 'ralph.probe.id': id, 'ralph.probe.title': title.en, 'ralph.probe.phase': phase },
    });
    return {
      within: (work) => recorder.within(span, work),
      end: (observation) => {
        span.end(observation.kind === 'errored' ? firstChars(observation.message, REASON_CHARS) : undefined);
        span.tell(outcomeOf(observation));
        recorder.settle();
      },
    };
  },
  sample: async ({ kind, number }, ask) => {
    const span = recorder.begin(`${kind} sample`, {
      attributes: { 'ralph.sample.kind': kind, 'ralph.sample.number': number },
    });
    try {
      const answer = await recorder.within(span, ask);
      const wrong = answer.kind === 'failed' ? errorType(answer.failure) : undefined;
      span.end(wrong);
      span.tell({ 'ralph.wall_ms': toMicros(answer.wallMs), 'error.type': wrong });
      return answer;
    } catch (error) {
      span.end('interrupted');
      throw error;
    }
  },
});
