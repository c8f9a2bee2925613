import { mean, quantile } from './quantile.ts';

/** A series in figures, in the unit of its samples; null: too few samples to say. */
export interface Summary {
  readonly n: number;
  readonly errors: number;
  /** n / (n + errors), 0…1. */
  readonly successRate: number | null;
  readonly min: number | null;
  readonly mean: number | null;
  /** Standard deviation of a sample: n − 1 in the denominator. */
  readonly sd: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  /** Coefficient of variation, sd / mean; only for a positive mean. */
  readonly cv: number | null;
}

/** Below these a high percentile is the maximum by another name. */
export const LEAST_FOR_P95 = 20;
export const LEAST_FOR_P99 = 100;

/** √(Σ(xᵢ − x̄)² / (n − 1)), in two passes; undefined below two samples. */
export function standardDeviation(samples: readonly number[]): number | undefined {
  const centre = mean(samples);
  if (centre === undefined || samples.length < 2) return undefined;
  const squares = samples.reduce((sum, sample) => sum + (sample - centre) ** 2, 0);
  return Math.sqrt(squares / (samples.length - 1));
}

/** Sums up what was answered; `errors` requests were not. Percentiles of type 7, as in {@link quantile}. */
export function summary(samples: readonly number[], errors = 0): Summary {
  const sorted = [...samples].sort((a, b) => a - b);
  const n = sorted.length;
  const at = (share: number, least = 1) => (n < least ? null : (quantile(sorted, share) ?? null));
  const centre = mean(sorted) ?? null;
  const sd = standardDeviation(sorted) ?? null;
  return {
    n,
    errors,
    successRate: n + errors === 0 ? null : n / (n + errors),
    min: at(0),
    mean: centre,
    sd,
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95, LEAST_FOR_P95),
    p99: at(0.99, LEAST_FOR_P99),
    max: at(1),
    cv: sd === null || centre === null || centre <= 0 ? null : sd / centre,
  };
}
