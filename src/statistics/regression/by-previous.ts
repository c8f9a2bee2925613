import { rankScore } from '../mann-whitney.ts';
import { medianRatio } from '../median-ratio.ts';
import { median } from '../quantile.ts';
import type { Evidence } from './evidence.ts';
import type { Measured } from './measured.ts';

/** How sure the interval of the ratio is. */
const CONFIDENCE = 0.99;

/**
 * What was seen now beside the samples of the cycle before, by ranks; nothing where the interval of the ratio of medians
 * holds 1. It knows of no wandering between cycles, so it is for the time being only. Undefined without samples.
 */
export function byPrevious(previous: Measured | undefined, seen: readonly Measured[]): Evidence | undefined {
  const before = previous?.samples ?? [];
  const now = seen.flatMap(({ samples = [] }) => samples);
  const change = medianRatio(before, now, { confidence: CONFIDENCE });
  if (!change) return undefined;
  const isSettled = change.low > 1 || change.high < 1;
  return {
    basis: 'previous',
    ratio: change.ratio,
    difference: (median(now) ?? 0) - (median(before) ?? 0),
    z: isSettled ? rankScore(before, now) : 0,
    drift: 0,
  };
}
