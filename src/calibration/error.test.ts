import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summary } from '../statistics/summary.ts';
import { errorOfPairs, errorOfQuantiles } from './error.ts';

describe('the error of pairs', () => {
  it('is signed: early is not late', () => {
    expect(errorOfPairs([[9, 10]])).toEqual({ n: 1, median: -1, tail: -1, tailIs: 'max' });
  });

  it('is of each pair, so that a truth that varies hides nothing', () => {
    const error = errorOfPairs([
      [100, 99],
      [5, 4],
      [50, 20],
    ]);
    expect(error).toEqual({ n: 3, median: 1, tail: 30, tailIs: 'max' });
  });

  it('has a p99 from a hundred on, and none of nothing', () => {
    const pairs = Array.from({ length: 101 }, (_, index) => [index, 0] as const);
    expect(errorOfPairs(pairs)).toMatchObject({ n: 101, median: 50, tail: 99, tailIs: 'p99' });
    expect(errorOfPairs(pairs.slice(0, 99))).toMatchObject({ tail: 98, tailIs: 'max' });
    expect(errorOfPairs([])).toBeNull();
  });
});

describe('the error of quantiles', () => {
  it('is that of pairs where every truth is the same', () => {
    const errors = fc.array(fc.integer({ min: -5, max: 50 }), { minLength: 1, maxLength: 150 });
    fc.assert(
      fc.property(errors, fc.integer({ min: 1, max: 1000 }), (each, truth) => {
        const pairs = each.map((error) => [truth + error, truth] as const);
        const of = errorOfQuantiles(
          summary(pairs.map(([measured]) => measured)),
          pairs.map(([, true_]) => true_),
        );
        const paired = errorOfPairs(pairs);
        expect(of?.median).toBeCloseTo(paired?.median ?? Number.NaN, 6);
        expect(of?.tail).toBeCloseTo(paired?.tail ?? Number.NaN, 6);
        expect(of).toMatchObject({ n: paired?.n, tailIs: paired?.tailIs });
      }),
    );
  });

  it('is none where nothing was measured, or nothing is known of the truth', () => {
    expect(errorOfQuantiles(summary([]), [1])).toBeNull();
    expect(errorOfQuantiles(summary([1]), [])).toBeNull();
  });
});
