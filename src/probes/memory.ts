import { outermost } from '../domain/kinship.ts';
import { defineAttendingProbe } from '../domain/probe.ts';
import { processesOf, serversOf } from '../suites/serving.ts';
import {
  memoryExhibit,
  memoryTogether,
  type ProcessMemory,
  type ServiceMemory,
  watchMemory,
} from './memory-watch.ts';

/** The memory of the serving process, from before the load to after it. */
export interface MemoryReadings extends ProcessMemory {
  /** Each process that serves, where the target is made of several servers; the figures above are then their sum. */
  readonly services?: readonly ServiceMemory[];
}

/** Does the stack give back what it takes? Watched while others load it: a figure by itself says nothing. */
export default defineAttendingProbe<MemoryReadings>()({
  id: 'memory',
  title: { en: 'Memory under load', fr: 'Mémoire sous charge' },
  phase: 'throughout',
  needsHost: true,
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
  sketch: ({ atRestMib, windows }) => ({
    memory: {
      points: [
        { probe: null, mib: atRestMib },
        ...windows.map(({ probe, toMib }) => ({ probe, mib: toMib })),
      ],
    },
  }),
  async attend({ host: { machine }, target }, afterEach) {
    const processes = processesOf(await serversOf(target, machine));
    if (processes.length === 0)
      return async () => ({ unavailable: 'no process of this machine is seen to serve the target' });
    const watched = await Promise.all(
      processes.map(async ({ process, roles }) => {
        const watch = await watchMemory(process.pid, machine);
        return watch ? [{ ...watch, roles }] : [];
      }),
    );
    const watches = watched.flat();
    if (watches.length === 0)
      return async () => ({ unavailable: 'the memory of the serving process cannot be read' });
    afterEach(async (probe) => {
      await Promise.all(watches.map(({ look }) => look(probe)));
    });
    return async () => {
      const services: ServiceMemory[] = [];
      for (const { roles, end } of watches) services.push({ roles, ...(await end()) });
      // What one server started counts for it already.
      const { processes: table } = services.length > 1 ? await machine.load() : { processes: null };
      const roots = outermost(
        services.map(({ pid }) => pid),
        table,
      );
      const [first, ...others] = services.filter(({ pid }) => roots.includes(pid));
      if (!first) return { unavailable: 'no process of this machine is seen to serve the target' };
      const together = memoryTogether([first, ...others]);
      return {
        readings: { ...together, ...(target.services && { services }) },
        raw: services.map((service) => memoryExhibit(service, service.roles)),
      };
    };
  },
});
