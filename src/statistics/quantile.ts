/** As {@link quantile}, of samples in ascending order. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number | undefined {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (position - Math.floor(position));
}

/**
 * Quantile by linear interpolation between order statistics: type 7 of Hyndman and Fan, "Sample Quantiles
 * in Statistical Packages", The American Statistician 50 (1996). `share` is 0…1; undefined without samples.
 */
export const quantile = (samples: readonly number[], share: number): number | undefined =>
  quantileOfSorted(Float64Array.from(samples).sort(), share);

/** The middle sample, or halfway between the middle two; undefined without samples. */
export const median = (samples: readonly number[]): number | undefined => quantile(samples, 0.5);

/** Arithmetic mean; undefined without samples. */
export const mean = (samples: readonly number[]): number | undefined =>
  samples.length === 0 ? undefined : samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
