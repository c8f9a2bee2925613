import { normalScore } from '../normal.ts';
import { mean } from '../quantile.ts';
import { standardDeviation } from '../summary.ts';

/** No stack is steadier from cycle to cycle, whatever a short history says: half a percent, as a logarithm. */
const LEAST_SPREAD = 0.005;

/** What earlier cycles let the next one be expected to show. */
export interface Prediction {
  readonly expected: number;
  /** Standard error of one new value: s · √(1 + 1/m) of m earlier ones. */
  readonly error: number;
  readonly degrees: number;
}

/**
 * Predicts one more value from those before it, as Student's prediction interval does (Hahn, "Factors for calculating
 * two-sided prediction intervals", Journal of the American Statistical Association 64, 1969). Undefined below two.
 */
export function predictionOf(values: readonly number[]): Prediction | undefined {
  const expected = mean(values);
  const spread = standardDeviation(values);
  if (expected === undefined || spread === undefined) return undefined;
  const error = Math.max(LEAST_SPREAD, spread) * Math.sqrt(1 + 1 / values.length);
  return { expected, error, degrees: values.length - 1 };
}

/** How far out a value lies, as a standard normal value. */
export const scoreOf = ({ expected, error, degrees }: Prediction, value: number): number =>
  normalScore((value - expected) / error, degrees);
