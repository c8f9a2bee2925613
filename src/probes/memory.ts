import type { Exhibit } from '../domain/observation.ts';
import { defineAttendingProbe } from '../domain/probe.ts';
import { servingProcess } from '../suites/interpreter.ts';

/** What was resident for the serving process and those it started, in MiB, before a probe of the load and after it. */
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
  async attend({ host, target }, afterEach) {
    const process = await servingProcess(target, host.machine);
    if (process === null)
      return async () => ({ unavailable: 'no process of this machine is seen to serve the target' });
    const { pid } = process;
    const atRestMib = await host.machine.residentMib(pid);
    if (atRestMib === null)
      return async () => ({ unavailable: 'the memory of the serving process cannot be read' });
    const windows: MemoryWindow[] = [];
    afterEach(async (probe) => {
      const toMib = await host.machine.residentMib(pid);
      if (toMib !== null) windows.push({ probe, fromMib: windows.at(-1)?.toMib ?? atRestMib, toMib });
    });
    return async () => {
      const readings = { pid, atRestMib, afterMib: await host.machine.residentMib(pid), windows };
      return { readings, raw: [exhibit(readings)] };
    };
  },
});
