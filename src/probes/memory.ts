import type { Host } from '../domain/host.ts';
import type { Exhibit } from '../domain/observation.ts';
import { defineAttendingProbe, type LoadWindow } from '../domain/probe.ts';
import { servingProcess } from '../suites/interpreter.ts';

/** What was resident for the serving process and those it started, in MiB, when a probe began and when it ended. */
export interface MemoryWindow {
  readonly probe: string;
  readonly fromMib: number;
  readonly toMib: number;
}

/** The memory of the serving process, from before the load to after it. */
export interface MemoryReadings {
  readonly pid: number;
  readonly atRestMib: number;
  /** Null when the process was gone by then. */
  readonly afterMib: number | null;
  readonly windows: readonly MemoryWindow[];
}

interface MemorySample {
  readonly atMs: number;
  readonly mib: number;
}

const INTERVAL_MS = 50;
/** Where reading takes long, so that watching stays a small part of what the machine does. */
const REST_PER_READING = 10;

type Watched = Pick<Host, 'clock' | 'machine'>;

/** Samples until the returned function is called, or until the process is gone; resolves with what was seen. */
function sampling({ clock, machine }: Watched, pid: number): () => Promise<readonly MemorySample[]> {
  const stopped = new AbortController();
  const samples: MemorySample[] = [];
  const watching = (async () => {
    while (!stopped.signal.aborted) {
      const startMs = clock.nowMs();
      const mib = await machine.residentMib(pid);
      if (mib === null) return;
      const atMs = clock.nowMs();
      samples.push({ atMs, mib });
      const restMs = Math.max(INTERVAL_MS, REST_PER_READING * (atMs - startMs));
      await clock.sleep(restMs, stopped.signal).catch(() => {});
    }
  })();
  return async () => {
    stopped.abort();
    await watching;
    return samples;
  };
}

/** What was resident at a moment: the last sample up to it, or the first where there is none. */
const residentAt = (samples: readonly MemorySample[], atMs: number): number | undefined =>
  (samples.findLast((sample) => sample.atMs <= atMs) ?? samples[0])?.mib;

const during = (samples: readonly MemorySample[], windows: readonly LoadWindow[]): MemoryWindow[] =>
  windows.flatMap(({ probe, startMs, endMs }) => {
    const [fromMib, toMib] = [residentAt(samples, startMs), residentAt(samples, endMs)];
    return fromMib === undefined || toMib === undefined ? [] : [{ probe, fromMib, toMib }];
  });

const mib = (value: number): string => `${value.toFixed(0)} MiB`;

const exhibit = ({ pid, atRestMib, afterMib, windows }: MemoryReadings): Exhibit => ({
  title: `resident memory of process ${pid}`,
  language: 'text',
  content: [
    `at rest: ${mib(atRestMib)}`,
    ...windows.map(({ probe, fromMib, toMib }) => `${probe}: ${mib(fromMib)} → ${mib(toMib)}`),
    `after: ${afterMib === null ? 'the process is gone' : mib(afterMib)}`,
  ].join('\n'),
});

/** Does the stack give back what it takes? Watched while others load it: a figure by itself says nothing. */
export default defineAttendingProbe<MemoryReadings>()({
  id: 'memory',
  title: { en: 'Memory under load', fr: 'Mémoire sous charge' },
  phase: 'throughout',
  metrics: {
    rest_mib: {
      kind: 'number',
      title: { en: 'Memory at rest', fr: 'Mémoire au repos' },
      unit: 'MiB',
      better: 'lower',
      floor: 64,
      formula: {
        en: 'resident memory (RSS) of the serving process and those it started, before the load',
        fr: 'mémoire résidente (RSS) du processus qui sert et de ceux qu’il a lancés, avant la charge',
      },
      from: ({ atRestMib }) => atRestMib,
    },
    after_mib: {
      kind: 'number',
      title: { en: 'Memory after the load', fr: 'Mémoire après la charge' },
      unit: 'MiB',
      better: 'lower',
      floor: 64,
      formula: { en: 'the same, after the load', fr: 'la même, après la charge' },
      from: ({ afterMib }) => afterMib ?? undefined,
    },
    growth_mib: {
      kind: 'number',
      title: { en: 'Memory kept by the load', fr: 'Mémoire gardée par la charge' },
      unit: 'MiB',
      better: 'lower',
      floor: 64,
      formula: {
        en: 'after the load − at rest; what models and caches took on first use is part of it',
        fr: 'après la charge − au repos ; ce que modèles et caches ont pris au premier usage en fait partie',
      },
      from: ({ atRestMib, afterMib }) => (afterMib === null ? undefined : afterMib - atRestMib),
    },
  },
  async attend({ host, target }) {
    const process = await servingProcess(target, host.machine);
    if (process === null)
      return async () => ({ unavailable: 'no process of this machine is seen to serve the target' });
    const { pid } = process;
    const atRestMib = await host.machine.residentMib(pid);
    if (atRestMib === null)
      return async () => ({ unavailable: 'the memory of the serving process cannot be read' });
    const stop = sampling(host, pid);
    return async (windows) => {
      const samples = await stop();
      const afterMib = await host.machine.residentMib(pid);
      const readings = { pid, atRestMib, afterMib, windows: during(samples, windows) };
      return { readings, raw: [exhibit(readings)] };
    };
  },
});
