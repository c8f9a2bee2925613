import { FULL_POINTS } from '../domain/points.ts';
import type { Score } from '../domain/review.ts';
import type { Judged } from './judge.ts';

/** To a thousandth: weights may be fractions, and 3 × 0.1 is not 0.3 in binary. */
const sum = (parts: readonly number[]): number =>
  Number(parts.reduce((total, part) => total + part, 0).toFixed(3));

/**
 * The sum of weighted points over the criteria that apply, and of what they could have been. Null when one of them
 * errored, or when none applies: a score over what was not seen claims too much.
 */
export function scoreOf(judged: readonly Judged[]): Score | null {
  const scored = judged.filter(({ settings }) => settings.weight > 0);
  if (scored.some(({ verdict }) => verdict === 'errored')) return null;
  const counted = scored.flatMap(({ points, settings }) =>
    points === null ? [] : [{ points, weight: settings.weight }],
  );
  if (counted.length === 0) return null;
  const points = sum(counted.map((each) => each.weight * each.points));
  const max = sum(counted.map(({ weight }) => weight * FULL_POINTS));
  return { points, max, percent: Math.round((1000 * points) / max) / 10 };
}
