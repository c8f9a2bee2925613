import { expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { sampleShape } from '../sample-shape.ts';
import { figureOf, inSeriesOf, pooled } from './figures.ts';
import { seriesError } from './series-error.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
const measured = (samples: readonly number[]) => ({
  shape: sampleShape(samples) ?? { n: 0, level: 0, tail: null },
  samples,
});

it('compares levels as they are and tails by their logarithm, no tail at all included', () => {
  const shape = { n: 20, level: 5, tail: 0.5 };
  expect([figureOf(shape, 'level'), figureOf(shape, 'tail')]).toEqual([5, Math.log(0.5)]);
  expect(figureOf({ ...shape, tail: 0 }, 'tail')).toBe(Math.log(0.001));
  expect(figureOf({ ...shape, tail: null }, 'tail')).toBeNull();
});

it('cuts a longer series into such as long as the first, and leaves nothing over', () => {
  const sizes = (n: number, samples: number) =>
    inSeriesOf(n, measured(upTo(samples))).map((shape) => shape.n);
  expect(sizes(20, 80)).toEqual([20, 20, 20, 20]);
  expect(sizes(20, 50)).toEqual([25, 25]);
  expect(sizes(20, 39)).toEqual([39]);
  expect(inSeriesOf(20, { shape: { n: 80, level: 1, tail: 1 } })).toEqual([{ n: 80, level: 1, tail: 1 }]);
});

it('has no figure of several series where one has none', () => {
  const [long, short] = [measured(upTo(20)).shape, measured(upTo(5)).shape];
  expect(pooled([long, short], 'tail')).toBeNull();
  expect(pooled([long, short], 'level')).toBeCloseTo((long.level + short.level) / 2, 12);
  expect(pooled([], 'level')).toBeNull();
});

it('knows how far the level of a series is off by chance: wider where neighbours are alike', () => {
  const random = seededRandom(5);
  const steps = Array.from({ length: 2000 }, () => random() + random() + random() - 1.5);
  const independent = steps.map((step) => Math.exp(step));
  const alike = steps.map((_, index) =>
    Math.exp(((steps[index] ?? 0) + (steps[index - 1] ?? 0)) / Math.SQRT2),
  );
  // Standard deviation of a sum of three uniforms: 1/2. The mean without tenths is a little less certain.
  const error = seriesError([independent], 100, 'level');
  expect(error).toBeGreaterThan(0.04);
  expect(error).toBeLessThan(0.065);
  expect(seriesError([alike], 100, 'level')).toBeGreaterThan(1.15 * error);
  expect(seriesError([independent.slice(0, 9)], 9, 'level')).toBe(0);
  expect(seriesError([independent.slice(0, 1000), independent.slice(1000)], 100, 'level')).toBe(error);
});
