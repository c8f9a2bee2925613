import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalExceededWith, normalScore, studentScore } from './normal.ts';

describe('what a normal variable exceeds', () => {
  it.each([
    [0.5, 0],
    [0.05, 1.64485],
    [0.025, 1.95996],
    [0.005, 2.57583],
    [0.001, 3.09023],
    [0.0001, 3.71902],
    [0.000001, 4.75342],
    [0.975, -1.95996],
  ])('with probability %d is %d, as tables say', (probability, z) => {
    expect(Math.abs(normalExceededWith(probability) - z)).toBeLessThan(0.00046);
  });
});

describe('the normal score of a t', () => {
  // Upper points of published tables of t, of probability 0.025, 0.005 and 0.0005.
  it.each([
    [10, 2.228, 3.169, 4.587],
    [11, 2.201, 3.106, 4.437],
    [20, 2.086, 2.845, 3.85],
    [30, 2.042, 2.75, 3.646],
    [39, 2.0227, 2.7079, 3.5581],
  ])('with %d degrees is as far out', (degrees, ...points) => {
    const off = [1.95996, 2.57583, 3.29053].map((z, each) =>
      Math.abs(normalScore(points[each] ?? 0, degrees) - z),
    );
    expect(Math.max(...off)).toBeLessThan(0.01);
    expect(normalScore(-(points[0] ?? 0), degrees)).toBe(-normalScore(points[0] ?? 0, degrees));
  });

  it('comes back as the t', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.integer({ min: 1, max: 400 }),
        (t, df) => {
          expect(studentScore(normalScore(t, df), df)).toBeCloseTo(t, 6);
        },
      ),
    );
  });
});
