import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankScore } from './mann-whitney.ts';

const some = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 30 });

describe('the rank score', () => {
  it('is known where one lies wholly above the other', () => {
    expect(rankScore([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])).toBeCloseTo(12 / Math.sqrt((25 * 11) / 12), 12);
  });

  it('gives equal values the mean of their ranks, and takes them from the variance', () => {
    // Ranks 1, 3, 3, 3, 6, 6, 6, 8: U = 13, 5 above its mean 8; two groups of three.
    expect(rankScore([1, 2, 2, 3], [2, 3, 3, 4])).toBeCloseTo(4.5 / Math.sqrt((16 / 12) * (9 - 48 / 56)), 12);
  });

  it('is nothing without samples, and of what is all the same', () => {
    expect([rankScore([], [1]), rankScore([1], []), rankScore([], []), rankScore([2, 2], [2, 2, 2])]).toEqual(
      [0, 0, 0, 0],
    );
  });

  it('turns its sign when the two change places', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        expect(rankScore(a, b)).toBeCloseTo(-rankScore(b, a), 12);
      }),
    );
  });

  it('asks for the order alone', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [otherA, otherB] = [a, b].map((values) => values.map((value) => value ** 3 + 7));
        expect(rankScore(otherA ?? [], otherB ?? [])).toBe(rankScore(a, b));
      }),
    );
  });
});
