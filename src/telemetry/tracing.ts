import type { Clock, HttpClient, SocketClient } from '../domain/host.ts';
import type { Stack } from '../domain/stack.ts';
import type { Tracer } from '../domain/trace.ts';
import type { Collector } from './collector.ts';
import type { HandedOver } from './hand-over.ts';
import { createRecorder } from './recorder.ts';
import { type Attributes, contextIn } from './span.ts';
import { tracedHttp } from './traced-http.ts';
import { tracedSockets } from './traced-sockets.ts';
import { type Asking, tracedStack } from './traced-stack.ts';
import { createTracer } from './tracer.ts';

/** The trace of one cycle. Nothing leaves the machine before `handOver`. */
export interface Tracing {
  readonly traceId: string;
  readonly tracer: Tracer;
  http(http: HttpClient): HttpClient;
  sockets(sockets: SocketClient): SocketClient;
  stack(stack: Stack, server: Omit<Asking, 'content'>): Stack;
  /** Does `work` as a part of the cycle that has a name of its own. */
  part<Outcome>(name: string, work: () => Promise<Outcome>): Promise<Outcome>;
  /** What is known of the cycle. */
  tell(attributes: Attributes): void;
  /** Ends the cycle, with what went wrong, and hands all of it to the collector within its time; never throws. */
  handOver(signal: AbortSignal, error?: string): Promise<HandedOver>;
}

export interface Opening {
  readonly name: string;
  readonly collector: Collector;
  readonly clock: Pick<Clock, 'nowMs' | 'wallTime' | 'sleep'>;
  readonly version: string;
  /** Of the environment: whoever started the cycle as part of a trace of their own. */
  readonly traceparent: string | undefined;
  readonly attributes: Attributes;
  mask(text: string): string;
}

/** Begins the trace of a cycle. */
export function openTracing({ name, collector, clock, attributes, ...origin }: Opening): Tracing {
  const recorder = createRecorder({ clock });
  const above = contextIn(origin.traceparent);
  const root = recorder.begin(name, {
    attributes,
    ...(above && { parent: { ...above, remote: true } }),
  });
  recorder.under(root);
  const resource = {
    'service.name': 'ralph',
    'service.version': origin.version,
    ...collector.resource,
  };
  return {
    traceId: root.context.traceId,
    tracer: createTracer(recorder),
    http: (http) => tracedHttp(http, recorder),
    sockets: (sockets) => tracedSockets(sockets, recorder),
    stack: (stack, server) => tracedStack(stack, { ...server, content: collector.content }, recorder),
    part: async (part, work) => {
      const span = recorder.begin(part);
      try {
        return await recorder.within(span, work);
      } finally {
        span.end();
      }
    },
    tell: root.tell,
    handOver: async (signal, error) => {
      root.end(error);
      const { spans, dropped } = recorder.take('all');
      const { handOver } = await import('./hand-over.ts');
      const sleep = (ms: number, until: AbortSignal): Promise<void> => clock.sleep(ms, until);
      const means = { signal, sleep, fetch: globalThis.fetch };
      const handed = await handOver(spans, collector, { ...origin, resource }, means);
      return dropped === 0 || handed.lack
        ? handed
        : { ...handed, lack: `${dropped} more than could be kept` };
    },
  };
}
