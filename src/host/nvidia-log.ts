import type { GpuDevice, GpuProcess, GpuSnapshot } from '../domain/gpu.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';

const NAME_CHARS = 300;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What lies at `path` inside nested objects; undefined where there is nothing. */
const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);

/** XML does not tell one element from a list of one. */
const listOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  return isObject(value) ? [value] : [];
};

/** `1362 MiB`, `0 %` or `22.41 W` as a number; null for `N/A`, `[Not Supported]` and everything else. */
export const quantity = (value: unknown): number | null => {
  const number = typeof value === 'string' ? /^\s*(-?\d+(?:\.\d+)?)(?:\s|%|$)/.exec(value)?.[1] : undefined;
  return number === undefined ? null : Number(number);
};

/** A name of at most 300 characters; null for `N/A` and what is no text. */
export const nameOf = (value: unknown): string | null => {
  const name = typeof value === 'string' ? value.trim() : '';
  return name === '' || /^\[?n\/?a\]?$/i.test(name) ? null : firstChars(name, NAME_CHARS);
};

const powerW = (gpu: unknown): number | null =>
  ['gpu_power_readings', 'power_readings']
    .flatMap((group) =>
      ['instant_power_draw', 'power_draw', 'average_power_draw'].map((name) => [group, name]),
    )
    .map((path) => quantity(at(gpu, ...path)))
    .find((watts) => watts !== null) ?? null;

const readDevice = (gpu: unknown, index: number): GpuDevice => ({
  index,
  name: nameOf(at(gpu, 'product_name')) ?? 'unknown',
  memoryTotalMib: quantity(at(gpu, 'fb_memory_usage', 'total')),
  memoryUsedMib: quantity(at(gpu, 'fb_memory_usage', 'used')),
  utilisationPct: quantity(at(gpu, 'utilization', 'gpu_util')),
  temperatureC: quantity(at(gpu, 'temperature', 'gpu_temp')),
  powerW: powerW(gpu),
});

/** A process as nvidia-smi names it; empty without a process id. */
export const readProcess = (pid: unknown, name: unknown, memory: unknown): GpuProcess[] => {
  const id = quantity(pid);
  if (id === null) return [];
  return [{ pid: id, name: nameOf(name) ?? 'unknown', memoryMib: quantity(memory) }];
};

const readProcesses = (gpu: unknown): GpuProcess[] =>
  listOf(at(gpu, 'processes', 'process_info')).flatMap((info) =>
    readProcess(at(info, 'pid'), at(info, 'process_name'), at(info, 'used_memory')),
  );

/** Reads the log of `nvidia-smi -q -x` as node-nvidia-smi hands it on; undefined when it is none. */
export function readNvidiaLog(data: unknown): GpuSnapshot | undefined {
  const log = at(data, 'nvidia_smi_log');
  const gpus = listOf(at(log, 'gpu'));
  if (gpus.length === 0) return undefined;
  return {
    driver: nameOf(at(log, 'driver_version')),
    cuda: nameOf(at(log, 'cuda_version')),
    devices: gpus.map(readDevice),
    processes: gpus.flatMap(readProcesses),
  };
}
