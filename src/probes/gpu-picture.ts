import type { GpuSample } from '../domain/gpu.ts';
import type { CardPoint, Sketch } from '../domain/portrait.ts';
import type { GpuReadings } from './gpu-readings.ts';

/** As many as a screen has room for; of each stretch of samples the means are drawn. */
const MOST_POINTS = 300;

/** What was watched for less time has no course. */
const LEAST_MS = 1_000;

const meanOf = (samples: readonly GpuSample[], field: 'utilisationPct' | 'memoryUsedMib'): number | null => {
  const known = samples.flatMap((sample) => sample[field] ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
};

function pointsOf(samples: readonly GpuSample[], sinceMs: number): CardPoint[] {
  const stride = Math.max(1, Math.ceil(samples.length / MOST_POINTS));
  return Array.from({ length: Math.ceil(samples.length / stride) }, (_, index) => {
    const own = samples.slice(index * stride, (index + 1) * stride);
    return {
      atMs: (own[0]?.atMs ?? sinceMs) - sinceMs,
      utilisationPct: meanOf(own, 'utilisationPct'),
      memoryUsedMib: meanOf(own, 'memoryUsedMib'),
    };
  });
}

/** What each card did over the run, and which probes loaded the stack meanwhile. */
export function gpuPicture(readings: GpuReadings): Sketch {
  if (readings.state !== 'seen') return {};
  const { samples, windows, after } = readings;
  const [sinceMs, untilMs] = [samples[0]?.atMs ?? 0, samples.at(-1)?.atMs ?? 0];
  if (untilMs - sinceMs < LEAST_MS) return {};
  return {
    cards: {
      cards: after.devices.map(({ index, name, memoryTotalMib }) => ({
        name: after.devices.length > 1 ? `${index}: ${name}` : name,
        memoryTotalMib,
        points: pointsOf(
          samples.filter((sample) => sample.index === index),
          sinceMs,
        ),
      })),
      windows: windows.map(({ probe, startMs, endMs }) => ({
        probe,
        startMs: startMs - sinceMs,
        endMs: endMs - sinceMs,
      })),
    },
  };
}
