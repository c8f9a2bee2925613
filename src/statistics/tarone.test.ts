import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimedBelow } from './tarone.ts';

describe('where one of many exact tests is claimed', () => {
  it('is divided by those only that could be claimed', () => {
    expect(claimedBelow([], 0.05)).toBe(0.05);
    expect(claimedBelow([0.001], 0.05)).toBe(0.05);
    expect(claimedBelow([0.001, 0.002, 0.003], 0.05)).toBeCloseTo(0.05 / 3, 12);
    // A hundred tests that can never say less than a tenth cost the one that can nothing.
    expect(claimedBelow([0.001, ...Array.from({ length: 100 }, () => 0.1)], 0.05)).toBe(0.05);
  });

  it('lets all together claim by chance with the probability that was asked for, at most', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 200 }),
        fc.constantFrom(0.01, 0.05),
        (least, alpha) => {
          const below = claimedBelow(least, alpha);
          const able = least.filter((each) => each <= below).length;
          expect(able * below).toBeLessThanOrEqual(alpha * (1 + 1e-12));
          expect(below).toBeGreaterThanOrEqual((alpha / Math.max(1, least.length)) * (1 - 1e-12));
        },
      ),
    );
  });
});
