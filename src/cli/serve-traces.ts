import type { Server } from 'node:http';
import { createClock } from '../host/clock.ts';
import type { Collector } from '../telemetry/collector.ts';
import { collectorOf } from './collector.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Nobody asked anything for so long: now handing over disturbs nobody. */
const QUIET_MS = 1_000;
/** Who ends the stack waits no longer than this. */
const FAREWELL_MS = 2_000;

/** What the reference stack was asked as part of a trace. */
export interface ServeTraces {
  /** Told of the server before it listens. */
  watch(server: Server): void;
  /** Hands over what is left. */
  close(): Promise<void>;
}

async function open(collector: Collector, { stderr, secrets }: Terminal): Promise<ServeTraces> {
  const { createRecorder } = await import('../telemetry/recorder.ts');
  const { traceServer } = await import('../telemetry/traced-server.ts');
  const clock = createClock();
  const recorder = createRecorder({ clock });
  const resource = { 'service.name': 'ralph-stack', 'service.version': version, ...collector.resource };
  let timer: NodeJS.Timeout | undefined;
  let wasLost = false;
  async function flush(budgetMs: number, all?: 'all'): Promise<void> {
    const { spans } = recorder.take(all);
    if (spans.length === 0) return;
    const { handOver } = await import('../telemetry/hand-over.ts');
    const signal = AbortSignal.timeout(Math.min(budgetMs, collector.timeoutMs));
    const means = { signal, fetch: globalThis.fetch, sleep: clock.sleep };
    const { lack } = await handOver(spans, collector, { resource, version, mask: secrets.mask }, means);
    if (lack !== undefined && !wasLost) stderr.write(`traces could not be handed over: ${lack}\n`);
    wasLost = lack !== undefined;
  }
  return {
    watch: (server) =>
      traceServer(server, recorder, {
        onBusy: () => clearTimeout(timer),
        onQuiet: () => {
          timer = setTimeout(() => void flush(collector.timeoutMs), QUIET_MS).unref();
        },
      }),
    close: async () => {
      clearTimeout(timer);
      await flush(FAREWELL_MS, 'all');
    },
  };
}

/** The traces of the reference stack, where the environment names a collector. Throws UsageError where that makes no sense. */
export async function serveTraces(terminal: Terminal): Promise<ServeTraces | undefined> {
  const collector = collectorOf(terminal);
  return collector === null ? undefined : open(collector, terminal);
}
