import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalExceededWith } from './normal.ts';
import { spreadQn } from './spread-qn.ts';

/** Values that lie as those of a standard normal variable should. */
const normal = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => normalExceededWith((index + 0.5) / count));

const values = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 2, maxLength: 30 });

describe('the spread Qn', () => {
  it('is a standard deviation of what is normal', () => {
    expect(spreadQn(normal(501))).toBeCloseTo(1, 1);
    expect(spreadQn(normal(500))).toBeCloseTo(1, 1);
  });

  it('is the distance at its place among all, by hand', () => {
    // Of 0 1 2 4 8 (h = 3) the third of 1 1 2 2 3 4 4 6 7 8.
    expect(spreadQn([8, 0, 4, 1, 2])).toBeCloseTo(2.2219 * 0.844 * 2, 9);
    expect(spreadQn([3])).toBeUndefined();
    expect(spreadQn([])).toBeUndefined();
  });

  it('moves with the scale and not with the place', () => {
    fc.assert(
      fc.property(
        values,
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        fc.integer({ min: -99, max: 99 }),
        (all, by, to) => {
          expect(spreadQn(all.map((each) => each * by + to))).toBeCloseTo((spreadQn(all) ?? 0) * by, 6);
        },
      ),
    );
  });

  it('is not led away by less than half of the values', () => {
    for (const count of [8, 9, 20, 101]) {
      const some = normal(count);
      const wild = some.map((each, index) => (index < Math.ceil(count / 2) - 1 ? 1e9 * (index + 1) : each));
      expect(spreadQn(wild)).toBeLessThan(20);
    }
  });
});
