import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mean, median, quantile } from './quantile.ts';

it.each([
  [[1, 2, 3, 4], 0.25, 1.75],
  [[1, 2, 3, 4], 0.5, 2.5],
  [[10, 9, 100], 0.5, 10],
  [[3, 1, 2], 0, 1],
  [[3, 1, 2], 1, 3],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95, 9.55],
  [[7], 0.9, 7],
])('quantile of %j at %d: %d', (samples, share, value) => {
  expect(quantile(samples, share)).toBeCloseTo(value, 12);
});

it('there is no figure without samples', () => {
  expect([quantile([], 0.5), median([]), mean([])]).toEqual([undefined, undefined, undefined]);
});

it('mean', () => {
  expect(mean([1, 2, 6])).toBe(3);
});

it('lies between the samples, and leaves them as they were', () => {
  const samples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
      const before = [...given];
      const value = quantile(given, share);
      expect(value).toBeGreaterThanOrEqual(Math.min(...given));
      expect(value).toBeLessThanOrEqual(Math.max(...given));
      expect(given).toEqual(before);
    }),
  );
});
