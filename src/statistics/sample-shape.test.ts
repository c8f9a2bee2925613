import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sampleShape, trimmedMean } from './sample-shape.ts';

const times = fc.array(fc.double({ min: 0.1, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 60 });

it('cuts a tenth off each side', () => {
  expect(trimmedMean(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 1000))).toBe(5.5);
  expect(trimmedMean(Float64Array.of(1, 2, 3, 400))).toBe(101.5);
  expect(trimmedMean(Float64Array.of())).toBeUndefined();
});

it('says level and tail in logarithms, and no tail of few', () => {
  expect(sampleShape([100, 100, 100])).toEqual({ n: 3, level: Math.log(100), tail: null });
  const twenty = [...Array.from({ length: 18 }, () => 100), 200, 200];
  expect(sampleShape(twenty)?.level).toBeCloseTo(Math.log(100), 12);
  expect(sampleShape(twenty)?.tail).toBeCloseTo(Math.log(2), 12);
});

it('has no shape without samples, nor of what is not above zero', () => {
  expect(sampleShape([])).toBeUndefined();
  expect(sampleShape([0, 1])).toBeUndefined();
  expect(sampleShape([-1, 1])).toBeUndefined();
});

it('moves its level, and not its tail, when every sample takes longer by one factor', () => {
  fc.assert(
    fc.property(times, fc.double({ min: 0.5, max: 2, noNaN: true }), (samples, factor) => {
      const [before, after] = [sampleShape(samples), sampleShape(samples.map((each) => each * factor))];
      expect(after?.level).toBeCloseTo((before?.level ?? 0) + Math.log(factor), 9);
      if (before?.tail != null) expect(after?.tail).toBeCloseTo(before.tail, 9);
    }),
  );
});
