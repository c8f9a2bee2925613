import { median, quantile } from './quantile.ts';
import { seededRandom } from './random.ts';

const RESAMPLES = 1000;

/** The ratio of two medians, and where it lies by chance alone. */
export interface MedianRatio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Median of `after` over that of `before`, with the percentile interval of the bootstrap (Efron and Tibshirani, "An
 * Introduction to the Bootstrap", 1993, chapter 13), which takes samples for independent. Figures above zero; undefined
 * without samples. The same for the same seed.
 */
export function medianRatio(
  before: readonly number[],
  after: readonly number[],
  { confidence = 0.95, seed = 1 }: { readonly confidence?: number; readonly seed?: number } = {},
): MedianRatio | undefined {
  const ratioOf = (one: readonly number[], other: readonly number[]) =>
    (median(other) ?? Number.NaN) / (median(one) ?? Number.NaN);
  const ratio = ratioOf(before, after);
  if (!Number.isFinite(ratio)) return undefined;
  const random = seededRandom(seed);
  const again = (samples: readonly number[]) =>
    samples.map(() => samples[Math.floor(random() * samples.length)] ?? Number.NaN);
  const ratios = Array.from({ length: RESAMPLES }, () => ratioOf(again(before), again(after)));
  const outside = (1 - confidence) / 2;
  return {
    ratio,
    low: quantile(ratios, outside) ?? ratio,
    high: quantile(ratios, 1 - outside) ?? ratio,
  };
}
