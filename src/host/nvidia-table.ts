import type { GpuDevice, GpuProcess, GpuSample } from '../domain/host.ts';
import { nameOf, quantity, readProcess } from './nvidia-log.ts';

const FORMAT = '--format=csv,noheader,nounits';

/** Asks nvidia-smi for the devices, one a line. */
export const DEVICES = [
  'nvidia-smi',
  '--query-gpu=index,name,memory.total,memory.used,utilization.gpu,temperature.gpu,power.draw,driver_version',
  FORMAT,
] as const;

/** Asks nvidia-smi for the processes that compute, one a line. */
export const PROCESSES = [
  'nvidia-smi',
  '--query-compute-apps=pid,process_name,used_gpu_memory',
  FORMAT,
] as const;

/** Asks nvidia-smi for one line a device every `intervalMs`, without an end. */
export const samples = (intervalMs: number) =>
  [
    'nvidia-smi',
    '--query-gpu=index,utilization.gpu,memory.used',
    FORMAT,
    '-lms',
    String(intervalMs),
  ] as const;

const cells = (line: string): string[] => line.split(',').map((cell) => cell.trim());

/** The device a line of {@link DEVICES} tells of, with its driver; empty for any other line. */
export function readDeviceLine(line: string): (GpuDevice & { readonly driver: string | null })[] {
  const [index, name, total, used, utilisation, temperature, power, driver] = cells(line);
  const number = quantity(index);
  if (number === null || driver === undefined) return [];
  return [
    {
      index: number,
      name: nameOf(name) ?? 'unknown',
      memoryTotalMib: quantity(total),
      memoryUsedMib: quantity(used),
      utilisationPct: quantity(utilisation),
      temperatureC: quantity(temperature),
      powerW: quantity(power),
      driver: nameOf(driver),
    },
  ];
}

/** The process a line of {@link PROCESSES} tells of; its name may hold commas. */
export function readProcessLine(line: string): GpuProcess[] {
  const [pid, ...rest] = cells(line);
  return readProcess(pid, rest.slice(0, -1).join(', '), rest.at(-1));
}

/** The sample a line of {@link samples} tells of, seen at `atMs`; empty for any other line. */
export function readSampleLine(line: string, atMs: number): GpuSample[] {
  const [index, utilisation, used] = cells(line);
  const number = quantity(index);
  if (number === null || used === undefined) return [];
  return [{ atMs, index: number, utilisationPct: quantity(utilisation), memoryUsedMib: quantity(used) }];
}
