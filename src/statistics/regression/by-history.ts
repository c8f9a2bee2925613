import { normalScore } from '../normal.ts';
import { mean } from '../quantile.ts';
import { standardDeviation } from '../summary.ts';
import type { Test } from './evidence.ts';
import { figureOf, inSeriesOf, pooled } from './figures.ts';
import type { Aspect, Measured } from './measured.ts';
import { seriesError } from './series-error.ts';

/** Fewer comparable cycles do not say how far their level wanders for no reason. */
export const LEAST_CYCLES = 12;
/** Older cycles say little of today. */
const MOST_CYCLES = 40;
/** No stack is taken for steadier from cycle to cycle than this, as a logarithm: a short history may look so by luck. */
const LEAST_WANDER = 0.03;

/** Earlier cycles in short: their mean, their variance and how many they are. */
export interface History {
  readonly expected: number;
  readonly variance: number;
  readonly count: number;
}

/** The figures of earlier cycles, newest first. */
export const figuresOf = (past: readonly Measured[], aspect: Aspect): number[] =>
  past.flatMap(({ shape }) => figureOf(shape, aspect) ?? []);

/** History before the newest few of these figures; undefined where it is too short. */
export function historyOf(figures: readonly number[], newest: number): History | undefined {
  const before = figures.slice(newest, newest + MOST_CYCLES);
  const [expected, spread] = [mean(before), standardDeviation(before)];
  if (before.length < LEAST_CYCLES || expected === undefined || spread === undefined) return undefined;
  return { expected, variance: Math.max(LEAST_WANDER, spread) ** 2, count: before.length };
}

/** Now beside before, from figures as {@link figureOf} has them; `level` is where the metric stands now. */
export const effectOf = (aspect: Aspect, now: number, before: number, level: number) =>
  aspect === 'level'
    ? { ratio: Math.exp(now - before), difference: Math.exp(now) - Math.exp(before) }
    : {
        ratio: Math.exp(Math.exp(now) - Math.exp(before)),
        difference: Math.exp(level) * (Math.exp(Math.exp(now)) - Math.exp(Math.exp(before))),
      };

/**
 * This cycle, together with so many less one before it, against the prediction interval of those before them (Hahn,
 * "Factors for calculating two-sided prediction intervals", Journal of the American Statistical Association 64, 1969).
 *
 * s² of history is variance within cycles plus variance between them. Measuring again makes only the first smaller, so what
 * the samples of this cycle say of it is taken off (the method of moments of a one-way layout: Searle, Casella and
 * McCulloch, "Variance Components", 1992, section 3.6), and a mean of k series then has s²_between + s²_within / k. Of a
 * difference of two estimates Satterthwaite (1946) would lower the degrees of freedom by the square of what remains of s²;
 * its root is what held the rate of false claims in `npm run bench:regression`.
 */
export const together =
  (cycles: number): Test =>
  (past, seen, aspect) => {
    const figures = figuresOf(past, aspect);
    const history = historyOf(figures, cycles - 1);
    const series = seen.flatMap((measured) => inSeriesOf(seen[0]?.shape.n ?? 1, measured));
    const now = pooled(series, aspect);
    const level = pooled(series, 'level');
    if (!history || now === null || level === null) return undefined;
    const { expected, variance, count } = history;
    const within =
      series.length < 2
        ? 0
        : seriesError(
            seen.map(({ samples = [] }) => samples),
            seen[0]?.shape.n ?? 1,
            aspect,
          ) ** 2;
    const between = Math.max(LEAST_WANDER ** 2, variance - within);
    const [precision, precisionNow] = [1 / (between + within), 1 / (between + within / series.length)];
    const recent = figures.slice(0, cycles - 1);
    const precisionOfAll = recent.length * precision + precisionNow;
    const estimate =
      recent.reduce((sum, figure) => sum + figure * precision, now * precisionNow) / precisionOfAll;
    const error = 1 / precisionOfAll + variance / count;
    const remaining = Math.min(1, error / (variance * (1 / cycles + 1 / count)));
    return {
      ...effectOf(aspect, now, expected, level),
      z: normalScore((estimate - expected) / Math.sqrt(error), (count - 1) * Math.sqrt(remaining)),
      cycles,
    };
  };
