import { drift } from './cusum.ts';
import { type Evidence, figureOf, pooled } from './evidence.ts';
import type { Aspect, Measured } from './measured.ts';
import { type Prediction, predictionOf, scoreOf } from './prediction.ts';

/** Fewer comparable cycles do not say how far their level wanders for no reason. */
export const LEAST_CYCLES = 12;
/** Older cycles say little of today. */
const MOST_CYCLES = 40;

/** The figures of earlier cycles, oldest first; undefined where they are too few. */
export function historyOf(past: readonly Measured[], aspect: Aspect): number[] | undefined {
  const figures = past
    .flatMap((measured) => figureOf(measured, aspect) ?? [])
    .slice(0, MOST_CYCLES)
    .reverse();
  return figures.length < LEAST_CYCLES ? undefined : figures;
}

/** What the past, newest first, lets this cycle be expected to show. */
export function expectedBy(past: readonly Measured[], aspect: Aspect): Prediction | undefined {
  const history = historyOf(past, aspect);
  return history && predictionOf(history);
}

/** What was seen now beside what earlier cycles, newest first, let expect; undefined where these are too few. */
export function byHistory(
  past: readonly Measured[],
  seen: readonly Measured[],
  aspect: Aspect,
): Evidence | undefined {
  const history = historyOf(past, aspect);
  const prediction = history && predictionOf(history);
  const now = pooled(seen, aspect);
  const height = pooled(seen, 'level');
  if (!prediction || now === null || height === null) return undefined;
  const { expected } = prediction;
  const { up, down } = drift([...history, now], LEAST_CYCLES);
  return {
    basis: 'history',
    ratio: Math.exp(now - expected),
    difference:
      aspect === 'level'
        ? Math.exp(now) - Math.exp(expected)
        : Math.exp(height) * (Math.exp(now) - Math.exp(expected)),
    z: scoreOf(prediction, now),
    drift: up > down ? up : -down,
  };
}
