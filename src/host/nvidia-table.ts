import type { GpuDevice, GpuProcess, GpuSample } from '../domain/gpu.ts';
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

const SAMPLED = ['index', 'utilization.gpu', 'memory.used'] as const;
const WATCHED = [...SAMPLED, 'temperature.gpu', 'power.draw', 'clocks.sm'] as const;

/**
 * The fields of a sample, by driver: since 535, before, and a last resort. One that nvidia-smi does not know ends it
 * with exit code 2 before its first line, so whoever asks goes on to the next row.
 */
export const SAMPLE_FIELDS: readonly (readonly string[])[] = [
  [...WATCHED, 'clocks_event_reasons.active'],
  [...WATCHED, 'clocks_throttle_reasons.active'],
  SAMPLED,
];

/** Asks nvidia-smi for one line a device every `intervalMs`, without an end. */
export const samples = (fields: readonly string[], intervalMs: number) =>
  ['nvidia-smi', `--query-gpu=${fields.join(',')}`, FORMAT, '-lms', String(intervalMs)] as const;

/** `0x0000000000000044` as a number: the 32 lower bits, which hold every reason there is; null for anything else. */
export function bitMask(cell: string): number | null {
  return /^0x[\da-f]{1,16}$/i.test(cell) ? Number(BigInt.asUintN(32, BigInt(cell))) : null;
}

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

/** The sample a line of {@link samples} tells of, with any row of fields, seen at `atMs`; empty for any other line. */
export function readSampleLine(line: string, atMs: number): GpuSample[] {
  const [index, utilisation, used, temperature, power, clock, limits] = cells(line);
  const number = quantity(index);
  if (number === null || used === undefined) return [];
  return [
    {
      ...{ atMs, index: number, utilisationPct: quantity(utilisation), memoryUsedMib: quantity(used) },
      ...(limits !== undefined && {
        temperatureC: quantity(temperature),
        powerW: quantity(power),
        clockMhz: quantity(clock),
        limits: bitMask(limits),
      }),
    },
  ];
}
