import { seededRandom } from '../random.ts';
import { sampleShape } from '../sample-shape.ts';
import { standardDeviation } from '../summary.ts';
import { figureOf } from './figures.ts';
import type { Aspect } from './measured.ts';

const RESAMPLES = 100;
/** Neighbours resemble each other: they are drawn together. */
const BLOCK = 5;

/**
 * Standard error of the figure of a series of `n` within one cycle, by the circular block bootstrap of its samples, which
 * come in one or more stretches (Politis and Romano, "A circular block-resampling procedure for stationary data", 1992).
 * Zero where there are too few to say.
 */
export function seriesError(stretches: readonly (readonly number[])[], n: number, aspect: Aspect): number {
  const all = stretches.flat();
  if (all.length < 2 * BLOCK) return 0;
  const random = seededRandom(all.length);
  const figures = Array.from({ length: RESAMPLES }, () => {
    const drawn: number[] = [];
    while (drawn.length < n) {
      const from = Math.floor(random() * all.length);
      for (let each = 0; each < BLOCK && drawn.length < n; each++) {
        drawn.push(all[(from + each) % all.length] ?? 1);
      }
    }
    const shape = sampleShape(drawn);
    return shape ? figureOf(shape, aspect) : null;
  });
  return standardDeviation(figures.filter((figure) => figure !== null)) ?? 0;
}
