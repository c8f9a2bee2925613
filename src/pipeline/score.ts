import { FULL_POINTS } from '../domain/points.ts';
import type { Score } from '../domain/review.ts';
import type { Judged } from './judge.ts';

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
  const points = counted.reduce((sum, each) => sum + each.weight * each.points, 0);
  const max = counted.reduce((sum, each) => sum + each.weight * FULL_POINTS, 0);
  return { points, max, percent: Math.round((1000 * points) / max) / 10 };
}
