import { rankScore } from '../mann-whitney.ts';
import { medianRatio } from '../median-ratio.ts';
import { median } from '../quantile.ts';
import type { Test } from './evidence.ts';

/** How sure the interval of the ratio is. */
const CONFIDENCE = 0.99;
/** What is less far out is not worth drawing an interval for. */
const LEAST_Z = 2;

/**
 * What was seen now beside the samples of the cycle before, by ranks; nothing where the interval of the ratio of medians
 * does not lie beyond the tolerance, and nothing inside the range of the levels of all earlier cycles. It knows little of
 * how far levels wander from cycle to cycle, so it is for the time being only.
 */
export const byPrevious: Test = (past, seen, aspect, { tolerancePct }) => {
  const before = past[0]?.samples ?? [];
  const now = seen.flatMap(({ samples = [] }) => samples);
  const [middle, middleBefore] = [median(now), median(before)];
  if (aspect === 'tail' || middle === undefined || middleBefore === undefined) return undefined;
  const levels = past.map(({ shape }) => shape.level);
  const isNew = seen.every(
    ({ shape: { level } }) => level > Math.max(...levels) || level < Math.min(...levels),
  );
  const z = rankScore(before, now);
  const most = 1 + tolerancePct / 100;
  if (!isNew || Math.abs(z) < LEAST_Z) return undefined;
  const change = medianRatio(before, now, { confidence: CONFIDENCE });
  if (!change || (change.low <= most && change.high >= 1 / most)) return undefined;
  return { ratio: change.ratio, difference: middle - middleBefore, z, cycles: 1 };
};
