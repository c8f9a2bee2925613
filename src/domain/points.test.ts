import fc from 'fast-check';
import { expect, it } from 'vitest';
import { afterDrift, latencyPoints } from './points.ts';

it.each([
  [0, 10],
  [499.9, 10],
  [500, 10],
  [500.001, 9],
  [574, 9],
  [575, 8],
  [1000, 5],
  [1001, 4],
  [1999, 0],
  [2000, 0],
  [1e9, 0],
])('%d ms against 500 ms: %d points', (ms, points) => {
  expect(latencyPoints(ms, 500)).toBe(points);
});

const positive = fc.double({ min: 0.001, max: 1e9, noNaN: true });

it('gives whole points from 0 to 10, at most 9 beyond the objective, and never more for longer', () => {
  fc.assert(
    fc.property(positive, positive, positive, (a, b, objective) => {
      const [sooner, later] = [Math.min(a, b), Math.max(a, b)].map((ms) => latencyPoints(ms, objective));
      expect(later).toBeLessThanOrEqual(sooner ?? -1);
      expect(Number.isInteger(later)).toBe(true);
      expect(later).toBeGreaterThanOrEqual(0);
      expect(sooner).toBeLessThanOrEqual(Math.min(a, b) <= objective ? 10 : 9);
    }),
  );
});

it('takes two points for drift, and never more than there are', () => {
  expect([afterDrift(10, true), afterDrift(10, false), afterDrift(1, true)]).toEqual([8, 10, 0]);
});
