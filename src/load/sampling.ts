import { answered, type Sample } from '../domain/sample.ts';
import type { Sampling } from '../domain/scenario.ts';
import { enough } from '../statistics/median-interval.ts';

/** The median is known well enough within ± 5 % of it, or within 5 ms: no smaller change is ever told. */
const PRECISION = { relative: 0.05, absolute: 5 } as const;

/** Whether a series may end that took so long for its warm samples. One that gets no answer at all ends at the fewest. */
export function isEnough(
  warm: readonly Sample<unknown>[],
  tookMs: number,
  { least, most, longestMs }: Sampling,
): boolean {
  if (warm.length < least) return false;
  const walls = answered(warm).map(({ wallMs }) => wallMs);
  if (warm.length >= most || tookMs >= longestMs || walls.length === 0) return true;
  return enough(walls, { ...PRECISION, min: least, max: most });
}
