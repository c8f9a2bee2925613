import { normalScore } from '../normal.ts';
import { effectOf, figuresOf, historyOf, LEAST_CYCLES } from './by-history.ts';
import type { Test } from './evidence.ts';
import { inSeriesOf, pooled } from './figures.ts';

/** Half the shift that is looked for, in standard deviations. */
const SLACK = 0.5;
/** So far a sum may go, in standard deviations. */
export const DRIFT = 10;

/** A sum, and since when it is above zero. */
interface Sum {
  readonly height: number;
  readonly cycles: number;
}

const NOTHING: Sum = { height: 0, cycles: 0 };

function grown({ height, cycles }: Sum, by: number): Sum {
  // One that was told begins anew.
  const next = (height > DRIFT ? 0 : height) + by - SLACK;
  return next > 0 ? { height: next, cycles: cycles + 1 } : NOTHING;
}

/**
 * Slow shifts add up where no single step is large: the self-starting CUSUM of Hawkins, "Self-starting CUSUM charts for
 * location and scale", The Statistician 36 (1987). Each cycle is scored against all before it.
 */
export const byDrift: Test = (past, seen, aspect) => {
  const series = seen.flatMap((measured) => inSeriesOf(seen[0]?.shape.n ?? 1, measured));
  const now = pooled(series, aspect);
  const level = pooled(series, 'level');
  if (now === null || level === null) return undefined;
  const figures = [now, ...figuresOf(past, aspect)];
  let [up, down] = [NOTHING, NOTHING];
  for (let at = figures.length - 1 - LEAST_CYCLES; at >= 0; at--) {
    const history = historyOf(figures, at + 1);
    if (!history) continue;
    const { expected, variance, count } = history;
    const t = ((figures[at] ?? expected) - expected) / Math.sqrt(variance * (1 + 1 / count));
    const score = normalScore(t, count - 1);
    [up, down] = [grown(up, score), grown(down, -score)];
  }
  const { height, cycles } = up.height > down.height ? up : down;
  // Where it came from: the cycles before it began to add up.
  const before = historyOf(figures, Math.max(1, Math.min(cycles, figures.length - LEAST_CYCLES)));
  if (!before) return undefined;
  return {
    ...effectOf(aspect, now, before.expected, level),
    z: up.height > down.height ? height : -height,
    cycles,
  };
};
