import { normalExceededWith, studentScore } from './normal.ts';
import { median } from './quantile.ts';
import { spreadQn } from './spread-qn.ts';

/** With fewer values the spread of the rest says too little. */
export const LEAST_VALUES = 8;

/** Where the middle of values lies, and how far above it none is by chance. */
export interface Fence {
  readonly middle: number;
  /** A standard deviation of the values, robust. */
  readonly spread: number;
  /** In such deviations, on either side. */
  readonly reach: number;
}

/**
 * The fence of values around their median. So many tests of this kind, each on one side, call anything far out that is
 * not with probability `alpha` at most. The spread is Qn; half of the values decide it, so that what is so many of it away
 * is Student's with half as many degrees of freedom: in simulations of 8 to 200 normal values never too few, down to
 * probabilities of 1 in 100,000. `leastSpread`: no values are taken to be more alike. Undefined below
 * {@link LEAST_VALUES}.
 */
export function fenceOf(
  values: readonly number[],
  {
    alpha,
    tests,
    leastSpread,
  }: { readonly alpha: number; readonly tests: number; readonly leastSpread: number },
): Fence | undefined {
  const [middle, spread] = [median(values), spreadQn(values)];
  if (values.length < LEAST_VALUES || middle === undefined || spread === undefined) return undefined;
  const degrees = Math.floor(values.length / 2);
  const reach = studentScore(normalExceededWith(alpha / Math.max(1, tests)), degrees);
  return { middle, spread: Math.max(spread, leastSpread), reach };
}
