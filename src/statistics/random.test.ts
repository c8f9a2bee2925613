import { expect, it } from 'vitest';
import { mean } from './quantile.ts';
import { exponential, seededRandom } from './random.ts';

const draw = (count: number, from: () => number): number[] => Array.from({ length: count }, from);

it('draws the same numbers for the same seed, and others for the next', () => {
  const [first, again, next] = [7, 7, 8].map((seed) => draw(100, seededRandom(seed)));
  expect(again).toEqual(first);
  expect(next?.filter((value, index) => value === first?.[index])).toEqual([]);
});

it.each([0, 1, 2, -5, 2 ** 31])('seed %d fills [0, 1) evenly, and forgets what it drew last', (seed) => {
  const count = 20_000;
  const drawn = draw(count, seededRandom(seed));
  expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
  const tenths = Array.from({ length: 10 }, (_, tenth) => drawn.filter((u) => Math.floor(u * 10) === tenth));
  const chiSquare = tenths.reduce((sum, { length }) => sum + (length - count / 10) ** 2 / (count / 10), 0);
  // 99.99 % quantile of chi-square with 9 degrees of freedom.
  expect(chiSquare).toBeLessThan(33.7);
  const lagged = mean(drawn.slice(1).map((u, index) => (u - 0.5) * ((drawn[index] ?? 0) - 0.5))) ?? 1;
  expect(Math.abs(lagged * 12)).toBeLessThan(4 / Math.sqrt(count));
});

it('exponential draws have mean 1, deviation 1 and no negative', () => {
  const count = 20_000;
  const random = seededRandom(3);
  const drawn = draw(count, () => exponential(random));
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.abs((mean(drawn) ?? 0) - 1)).toBeLessThan(4 / Math.sqrt(count));
  const variance = mean(drawn.map((value) => (value - 1) ** 2)) ?? 0;
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(8 / count));
});
