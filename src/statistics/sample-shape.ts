import { mean, quantile } from './quantile.ts';
import { LEAST_FOR_P95 } from './summary.ts';

/** So much is cut off each side before the mean, so that a straggler moves no level. */
const TRIMMED_SHARE = 0.1;

/** Arithmetic mean without the lowest and the highest tenth (Tukey 1962); undefined without samples. */
export function trimmedMean(samples: readonly number[]): number | undefined {
  const cut = Math.floor(TRIMMED_SHARE * samples.length);
  return mean([...samples].sort((a, b) => a - b).slice(cut, samples.length - cut));
}

/**
 * Level and tail of a series of times or other figures above zero, in natural logarithms: a change by some percent is
 * then the same step at any height, and the spread of latencies, which is near log-normal, is symmetric. Undefined
 * without samples, and where one is not above zero.
 */
export function sampleShape(samples: readonly number[]) {
  const logarithms = samples.map(Math.log);
  const level = trimmedMean(logarithms);
  if (level === undefined || !logarithms.every(Number.isFinite)) return undefined;
  const p95 = samples.length < LEAST_FOR_P95 ? undefined : quantile(logarithms, 0.95);
  const p50 = quantile(logarithms, 0.5);
  const tail = p95 === undefined || p50 === undefined ? null : p95 - p50;
  return { n: samples.length, level, tail };
}
