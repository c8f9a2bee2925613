import { median } from './quantile.ts';

/** Two samples that hold the true median between them, with this probability at least. */
export interface MedianInterval {
  readonly low: number;
  readonly high: number;
  /** Exact for a continuous distribution, whatever its shape; at least 0.95. */
  readonly confidence: number;
}

const CONFIDENCE = 0.95;

/** Rank k (from 1) and P(B < k) of the widest tail that a side may lose, B binomial(n, ½); rank 0: none. */
function tail(n: number): { rank: number; lost: number } {
  const most = (1 - CONFIDENCE) / 2;
  let rank = 0;
  let lost = 0;
  // In logarithms: 2⁻ⁿ alone is zero to the machine from n = 1075 on.
  let logTerm = -n * Math.LN2;
  while (lost + Math.exp(logTerm) <= most) {
    lost += Math.exp(logTerm);
    rank++;
    logTerm += Math.log((n - rank + 1) / rank);
  }
  return { rank, lost };
}

/**
 * Confidence interval of the median between order statistics x₍ₖ₎ and x₍ₙ₊₁₋ₖ₎, of level 1 − 2·P(B < k) for
 * B binomial(n, ½): Conover, "Practical Nonparametric Statistics", 3rd ed. (1999), section 3.2. It assumes
 * independent samples and no distribution. Undefined below six samples: five cannot reach 95 %.
 */
export function medianInterval(samples: readonly number[]): MedianInterval | undefined {
  const { rank, lost } = tail(samples.length);
  const sorted = [...samples].sort((a, b) => a - b);
  const low = sorted[rank - 1];
  const high = sorted[sorted.length - rank];
  if (low === undefined || high === undefined) return undefined;
  return { low, high, confidence: 1 - 2 * lost };
}

/**
 * When to stop sampling: `relative` 0.05 is an interval within ± 5 % of the median, and `absolute` one within so many
 * units of it, whichever is wider.
 */
export interface Precision {
  readonly relative: number;
  readonly absolute: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Whether to stop: at `max` samples, or from `min` on as soon as the interval of the median lies within what is allowed
 * around it. Looking after every sample favours lucky streaks: an interval at such a stop covers a little less than 95 %.
 */
export function enough(samples: readonly number[], { relative, absolute, min, max }: Precision): boolean {
  if (samples.length >= max) return true;
  if (samples.length < min) return false;
  const interval = medianInterval(samples);
  const middle = median(samples);
  if (interval === undefined || middle === undefined) return false;
  const allowed = Math.max(absolute, relative * Math.abs(middle));
  return middle - interval.low <= allowed && interval.high - middle <= allowed;
}
