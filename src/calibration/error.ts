import { quantile } from '../statistics/quantile.ts';
import { LEAST_FOR_P99 } from '../statistics/summary.ts';

/** How far measured times are from true ones, in the unit of both: measured minus true. */
export interface MeasuringError {
  readonly n: number;
  readonly median: number;
  /** p99; of fewer than 100 the largest. */
  readonly tail: number;
  readonly tailIs: 'p99' | 'max';
}

const tailOf = (n: number) => (n < LEAST_FOR_P99 ? 'max' : 'p99');

/** Of pairs, each measured and true: the error of each is known. */
export function errorOfPairs(
  pairs: readonly (readonly [measured: number, truth: number])[],
): MeasuringError | null {
  const errors = pairs.map(([measured, truth]) => measured - truth);
  const n = errors.length;
  const median = quantile(errors, 0.5);
  const tailIs = tailOf(n);
  const tail = tailIs === 'max' ? quantile(errors, 1) : quantile(errors, 0.99);
  return median === undefined || tail === undefined ? null : { n, median, tail, tailIs };
}

/** What is known of many measured times: a histogram keeps no pairs. */
export interface Measured {
  readonly n: number;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

/**
 * Of times of which only the distribution is known: quantile minus quantile. Where what is measured has one known
 * delay, and the truth hardly varies, these are the quantiles of the errors.
 */
export function errorOfQuantiles(measured: Measured, truth: readonly number[]): MeasuringError | null {
  const tailIs = tailOf(measured.n);
  const [trueMedian, trueTail] = [quantile(truth, 0.5), quantile(truth, tailIs === 'max' ? 1 : 0.99)];
  const tail = measured[tailIs];
  if (measured.p50 === null || tail === null || trueMedian === undefined || trueTail === undefined)
    return null;
  return { n: measured.n, median: measured.p50 - trueMedian, tail: tail - trueTail, tailIs };
}
