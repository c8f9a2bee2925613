import { expect, it } from 'vitest';
import { medianRatio } from './median-ratio.ts';
import { seededRandom } from './random.ts';

it('is the ratio of the medians, between its ends, the same each time', () => {
  const before = [100, 102, 98, 101, 99, 100];
  const after = before.map((value) => 1.2 * value);
  const found = medianRatio(before, after);
  expect(found?.ratio).toBeCloseTo(1.2, 12);
  expect(found?.low).toBeLessThan(1.2);
  expect(found?.high).toBeGreaterThan(1.2);
  expect(medianRatio(before, after)).toEqual(found);
});

it('is not known without samples', () => {
  expect([medianRatio([], [1]), medianRatio([1], []), medianRatio([], [])]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('holds the true ratio about as often as it says', () => {
  const random = seededRandom(11);
  const series = () => Array.from({ length: 40 }, () => 300 * Math.exp(random() + random() - 1));
  const trials = 200;
  let held = 0;
  for (let trial = 0; trial < trials; trial++) {
    const { low, high } = medianRatio(series(), series(), { seed: trial }) ?? { low: 9, high: 0 };
    if (low <= 1 && high >= 1) held++;
  }
  // 95 % of 200 with four standard errors of 1.5 %.
  expect(held).toBeGreaterThanOrEqual(178);
});
