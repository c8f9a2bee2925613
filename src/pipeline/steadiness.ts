import { isNoisy } from '../domain/metric.ts';
import type { Probe } from '../domain/probe.ts';
import type { Readings } from '../domain/record.ts';
import type { Text } from '../domain/text.ts';
import { normalExceededWith, studentScore } from '../statistics/normal.ts';
import { mean } from '../statistics/quantile.ts';
import { standardDeviation } from '../statistics/summary.ts';
import { metricsOf } from './record.ts';

/** How far a figure wanders from run to run of a stack that nobody changed. */
export interface Steadiness {
  readonly metric: string;
  readonly title: Text;
  readonly runs: number;
  /** Standard deviation of its level between runs, in percent. */
  readonly spreadPct: number;
  /** A smaller change of one more run is its own wandering, in 99 of 100: the tolerance that it holds, in whole percent. */
  readonly tolerancePct: number;
  /** Whether that is less than the floor of the metric anyway, so that it asks for no tolerance. */
  readonly isUnderFloor: boolean;
}

/** Fewer say next to nothing of a spread. */
const LEAST_RUNS = 6;
/** One run in a hundred goes beyond, upwards or downwards. */
const BEYOND = normalExceededWith(0.01 / 2);

/** What runs of an unchanged stack say of each figure that wanders: a prediction interval of the level of one more. */
export const steadinessOf = (runs: readonly Readings[], probes: readonly Probe[]): Steadiness[] =>
  metricsOf(probes).flatMap(([id, metric]) => {
    if (metric.kind !== 'number' || metric.better === 'neither' || !isNoisy(metric)) return [];
    const levels = runs.flatMap((readings) => readings[id]?.shape?.level ?? []);
    const spread = standardDeviation(levels);
    if (levels.length < LEAST_RUNS || spread === undefined) return [];
    const height = Math.exp(mean(levels) ?? 0);
    const reach = studentScore(BEYOND, levels.length - 1) * spread * Math.sqrt(1 + 1 / levels.length);
    return {
      ...{ metric: id, title: metric.title, runs: levels.length },
      spreadPct: Math.round(1000 * Math.expm1(spread)) / 10,
      tolerancePct: Math.ceil(100 * Math.expm1(reach)),
      isUnderFloor: height * Math.expm1(reach) <= metric.floor,
    };
  });
