import { mean } from '../quantile.ts';
import { sampleShape } from '../sample-shape.ts';
import type { Aspect, Measured } from './measured.ts';

/** A tail that is none, of equal samples, has no logarithm: p95 is at least a thousandth above p50. */
const LEAST_TAIL = 0.001;

/**
 * The figure of a series that is compared: its level, or the logarithm of its tail, because tails are skewed to the right
 * (skewness 0.7 to 1.8 in the latencies of `npm run bench:regression`) and their logarithms hardly are. Null where there are too few samples.
 */
export function figureOf({ level, tail }: Measured['shape'], aspect: Aspect): number | null {
  if (aspect === 'level') return level;
  return tail === null ? null : Math.log(Math.max(LEAST_TAIL, tail));
}

/** A longer series as several of `n` samples or a little more: percentiles of longer ones lie elsewhere. */
export function inSeriesOf(n: number, measured: Measured): Measured['shape'][] {
  const { samples = [], shape } = measured;
  const count = Math.floor(samples.length / n);
  if (count < 2) return [shape];
  const edge = (each: number) => Math.round((each * samples.length) / count);
  const parts = Array.from({ length: count }, (_, each) => samples.slice(edge(each), edge(each + 1)));
  return parts.flatMap((part) => sampleShape(part) ?? []);
}

/** Several series of the same cycle as one figure; null where one of them has none. */
export function pooled(series: readonly Measured['shape'][], aspect: Aspect): number | null {
  const figures = series.flatMap((shape) => figureOf(shape, aspect) ?? []);
  return figures.length < series.length ? null : (mean(figures) ?? null);
}
