import type { GpuSample } from '../domain/gpu.ts';
import type { LoadWindow } from '../domain/probe.ts';
import { slowdownsOf } from '../domain/throttle.ts';
import { mean } from '../statistics/quantile.ts';
import { plainTable } from './plain-table.ts';

/** One device in one stretch of the run; figures that no sample carried are undefined. */
export interface WatchRow {
  /** The probe that loaded the stack; null: at rest, before any of them. */
  readonly probe: string | null;
  readonly device: number;
  readonly samples: number;
  readonly utilMeanPct: number | undefined;
  readonly utilMaxPct: number | undefined;
  readonly usedMaxMib: number | undefined;
  readonly powerMeanW: number | undefined;
  readonly temperatureMaxC: number | undefined;
  readonly clockMeanMhz: number | undefined;
  /** Of the samples that tell what holds the clocks back, those in which something does. */
  readonly throttledPct: number | undefined;
  readonly reasons: readonly string[];
}

type Field = 'utilisationPct' | 'memoryUsedMib' | 'powerW' | 'temperatureC' | 'clockMhz' | 'limits';

const known = (samples: readonly GpuSample[], field: Field): number[] =>
  samples.flatMap((sample) => sample[field] ?? []);

const most = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : Math.max(...values);

/** The share of the samples in which something slowed the device down, in percent. */
function throttledPct(samples: readonly GpuSample[]): number | undefined {
  const slowed = known(samples, 'limits').map((limits): number => (slowdownsOf(limits).length > 0 ? 100 : 0));
  return mean(slowed);
}

/** The samples by device, in the order of their numbers. */
function byDevice(samples: readonly GpuSample[]): (readonly [device: number, own: GpuSample[]])[] {
  const devices = [...new Set(samples.map(({ index }) => index))].toSorted((a, b) => a - b);
  return devices.map((device) => [device, samples.filter(({ index }) => index === device)]);
}

const rowsAt = (probe: string | null, samples: readonly GpuSample[]): WatchRow[] =>
  byDevice(samples).map(([device, own]) => {
    const util = known(own, 'utilisationPct');
    const reasons = known(own, 'limits').flatMap((limits) => slowdownsOf(limits).map(({ text }) => text.en));
    return {
      probe,
      device,
      samples: own.length,
      utilMeanPct: mean(util),
      utilMaxPct: most(util),
      usedMaxMib: most(known(own, 'memoryUsedMib')),
      powerMeanW: mean(known(own, 'powerW')),
      temperatureMaxC: most(known(own, 'temperatureC')),
      clockMeanMhz: mean(known(own, 'clockMhz')),
      throttledPct: throttledPct(own),
      reasons: [...new Set(reasons)],
    };
  });

const within = (samples: readonly GpuSample[], { startMs, endMs }: LoadWindow): GpuSample[] =>
  samples.filter(({ atMs }) => atMs >= startMs && atMs <= endMs);

/** The samples from before the load. */
function atRest(samples: readonly GpuSample[], windows: readonly LoadWindow[]): GpuSample[] {
  const begunMs = Math.min(...windows.map(({ startMs }) => startMs));
  return samples.filter(({ atMs }) => atMs < begunMs);
}

/** What each device did at rest, then while each probe loaded the stack: a pause parts its time into windows. */
export const rowsOf = (samples: readonly GpuSample[], windows: readonly LoadWindow[]): WatchRow[] => [
  ...rowsAt(null, atRest(samples, windows)),
  ...[...new Set(windows.map(({ probe }) => probe))].flatMap((probe) =>
    rowsAt(
      probe,
      windows.filter((window) => window.probe === probe).flatMap((window) => within(samples, window)),
    ),
  ),
];

/** Over all windows together: what each device drew on average, summed, and the share of the most throttled one. */
export function overLoad(samples: readonly GpuSample[], windows: readonly LoadWindow[]) {
  const loaded = byDevice(windows.flatMap((window) => within(samples, window)));
  const drawn = loaded.flatMap(([, own]) => mean(known(own, 'powerW')) ?? []);
  return {
    powerW: drawn.length === 0 ? undefined : drawn.reduce((sum, watts) => sum + watts, 0),
    temperatureMaxC: most(loaded.flatMap(([, own]) => known(own, 'temperatureC'))),
    throttledPct: most(loaded.flatMap(([, own]) => throttledPct(own) ?? [])),
  };
}

const HEAD = ['window', 'GPU', 'n', 'util', 'max', 'VRAM max', 'power', 'temp max', 'clock', 'throttled'];

const cell = (value: number | undefined, unit: string): string =>
  value === undefined ? '–' : `${value.toFixed(0)} ${unit}`;

/** The rows as a table in plain text. */
export function watchTable(rows: readonly WatchRow[]): string {
  const lines = rows.map((row) => [
    row.probe ?? 'at rest',
    String(row.device),
    String(row.samples),
    cell(row.utilMeanPct, '%'),
    cell(row.utilMaxPct, '%'),
    cell(row.usedMaxMib, 'MiB'),
    cell(row.powerMeanW, 'W'),
    cell(row.temperatureMaxC, '°C'),
    cell(row.clockMeanMhz, 'MHz'),
    `${cell(row.throttledPct, '%')}${row.reasons.length > 0 ? `: ${row.reasons.join(', ')}` : ''}`,
  ]);
  return plainTable([HEAD, ...lines]);
}
