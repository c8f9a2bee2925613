import type { GpuProcess, GpuSample, GpuSnapshot } from '../domain/gpu.ts';
import type { Exhibit } from '../domain/observation.ts';
import type { LoadWindow } from '../domain/probe.ts';
import { holdingLines, type ServiceServing } from '../domain/service-vram.ts';
import type { Serving } from '../domain/vram.ts';
import { rowsOf, watchTable } from './gpu-watch.ts';

/** The GPU at rest, while the stack worked, and after. */
export type GpuReadings =
  /** `absent`: none is there, and the config requires one. */
  | { readonly state: 'broken'; readonly how: 'hangs' | 'fails' | 'absent'; readonly message: string }
  | {
      readonly state: 'seen';
      readonly atRest: GpuSnapshot;
      /** After the load: what the models left resident. */
      readonly after: GpuSnapshot;
      readonly samples: readonly GpuSample[];
      readonly windows: readonly LoadWindow[];
      readonly processes: readonly GpuProcess[];
      /** Who serves the target; null where that is not known, absent in older evidence. */
      readonly serving?: Serving | null;
      /** In its place where the target is made of several servers. */
      readonly services?: readonly ServiceServing[];
    };

export type Seen = GpuReadings & { state: 'seen' };

/** How often the cards are sampled. */
export const INTERVAL_MS = 200;

/** The sum of the figures that are known; undefined without any. */
export const total = (values: readonly (number | null)[]): number | undefined => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
};

/** What the cards hold together, after the load. */
export const usedMib = ({ after }: Seen): number | undefined =>
  total(after.devices.map(({ memoryUsedMib }) => memoryUsedMib));

const header =
  'index, name, utilization [%], memory.used [MiB], memory.total [MiB], temperature [°C], power [W]';

const table = (snapshot: GpuSnapshot): string =>
  [
    header,
    ...snapshot.devices.map(
      ({ index, name, utilisationPct, memoryUsedMib, memoryTotalMib, temperatureC, powerW }) =>
        [index, name, utilisationPct, memoryUsedMib, memoryTotalMib, temperatureC, powerW]
          .map((cell) => cell ?? 'N/A')
          .join(', '),
    ),
  ].join('\n');

/** The card as nvidia-smi says it, its processes, whose memory it is, and what was sampled. */
export const exhibits = (readings: Seen): Exhibit[] => [
  {
    title: `nvidia-smi, driver ${readings.after.driver ?? 'unknown'}`,
    language: 'csv',
    content: table(readings.after),
  },
  {
    title: 'processes',
    language: 'csv',
    content: [
      'pid, process, used [MiB]',
      ...readings.processes.map(({ pid, name, memoryMib }) => `${pid}, ${name}, ${memoryMib ?? 'N/A'}`),
    ].join('\n'),
  },
  {
    title: 'whose memory',
    language: 'text',
    content: holdingLines(readings, usedMib(readings))
      .map(({ en }) => en)
      .join('\n'),
  },
  {
    title: `samples every ${INTERVAL_MS} ms, at rest and while each probe loaded the stack`,
    language: 'text',
    content: watchTable(rowsOf(readings.samples, readings.windows)),
  },
];
