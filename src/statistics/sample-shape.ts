import { quantileOfSorted } from './quantile.ts';
import { LEAST_FOR_P95 } from './summary.ts';

/** So much is cut off each side before the mean, so that a straggler moves no level. */
const TRIMMED_SHARE = 0.1;

/** Arithmetic mean of values in ascending order without the lowest and the highest tenth (Tukey 1962); undefined without any. */
export function trimmedMean(sorted: Float64Array): number | undefined {
  const cut = Math.floor(TRIMMED_SHARE * sorted.length);
  const kept = sorted.subarray(cut, sorted.length - cut);
  return kept.length === 0 ? undefined : kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

/**
 * Level and tail of a series of times or other figures above zero, in natural logarithms: a change by some percent is
 * then the same step at any height, and the spread of latencies, which is near log-normal, is symmetric. Undefined
 * without samples, and where one is not above zero.
 */
export function sampleShape(samples: readonly number[]) {
  const logarithms = Float64Array.from(samples, Math.log).sort();
  const level = trimmedMean(logarithms);
  if (level === undefined || !logarithms.every(Number.isFinite)) return undefined;
  const p95 = samples.length < LEAST_FOR_P95 ? undefined : quantileOfSorted(logarithms, 0.95);
  const p50 = quantileOfSorted(logarithms, 0.5);
  const tail = p95 === undefined || p50 === undefined ? null : p95 - p50;
  return { n: samples.length, level, tail };
}
