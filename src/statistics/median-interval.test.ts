import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enough, medianInterval } from './median-interval.ts';
import { median } from './quantile.ts';
import { seededRandom } from './random.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => n - index);

describe('the interval of the median', () => {
  // Ranks and levels of published tables of the sign test.
  it.each([
    [6, 1, 6, 0.96875],
    [8, 1, 8, 0.9921875],
    [9, 2, 8, 0.9609375],
    [10, 2, 9, 0.978515625],
    [15, 4, 12, 0.96484375],
    [20, 6, 15, 0.9586105],
    [25, 8, 18, 0.9567147],
    [50, 18, 33, 0.9671609],
    [100, 40, 61, 0.9647998],
  ])('of %d samples lies between the ranks %d and %d', (n, low, high, confidence) => {
    const interval = medianInterval(upTo(n));
    expect(interval).toMatchObject({ low, high });
    expect(interval?.confidence).toBeCloseTo(confidence, 7);
  });

  it('cannot be had from five samples', () => {
    expect([0, 1, 5].map((n) => medianInterval(upTo(n)))).toEqual([undefined, undefined, undefined]);
  });

  it('is as narrow as it may be, also where 2⁻ⁿ is zero to the machine', () => {
    const n = 10_000;
    const { low, high, confidence } = medianInterval(upTo(n)) ?? { low: 0, high: 0, confidence: 0 };
    expect(low + high).toBe(n + 1);
    expect(Math.abs(low - (n / 2 - 1.96 * Math.sqrt(n / 4)))).toBeLessThan(1.5);
    expect(confidence).toBeGreaterThanOrEqual(0.95);
    expect(confidence).toBeLessThan(0.952);
  });

  it('holds the median of its samples, and leaves them as they were', () => {
    const many = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 6, maxLength: 80 });
    fc.assert(
      fc.property(many, (samples) => {
        const before = [...samples];
        const interval = medianInterval(samples);
        expect(samples).toEqual(before);
        expect(interval?.low).toBeLessThanOrEqual(median(samples) ?? Number.NaN);
        expect(interval?.high).toBeGreaterThanOrEqual(median(samples) ?? Number.NaN);
      }),
    );
  });

  it.each([6, 10, 17, 40])('of %d log-normal samples holds the true median as often as it says', (n) => {
    const random = seededRandom(n);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const trials = 4000;
    let held = 0;
    let confidence = 0;
    for (let trial = 0; trial < trials; trial++) {
      const interval = medianInterval(Array.from({ length: n }, () => 300 * Math.exp(0.35 * normal())));
      if (interval && interval.low <= 300 && 300 <= interval.high) held++;
      confidence = interval?.confidence ?? 0;
    }
    expect(confidence).toBeGreaterThanOrEqual(0.95);
    const error = Math.sqrt((confidence * (1 - confidence)) / trials);
    expect(Math.abs(held / trials - confidence)).toBeLessThan(4 * error);
  });
});

describe('enough', () => {
  const rule = { relative: 0.05, absolute: 0, min: 8, max: 30 };
  const level = (n: number, spread: number) =>
    Array.from({ length: n }, (_, i) => 100 + (i % 2 ? spread : -spread));

  it('is never less than the least, and never more than the most', () => {
    expect([7, 8].map((n) => enough(level(n, 0), rule))).toEqual([false, true]);
    expect([29, 30, 31].map((n) => enough(level(n, 50), rule))).toEqual([false, true, true]);
    expect(enough(level(5, 0), { ...rule, min: 1 })).toBe(false);
  });

  it('asks both ends of the interval, to the last unit', () => {
    expect(enough(level(10, 5), rule)).toBe(true);
    expect(enough(level(10, 5.001), rule)).toBe(false);
    const oneSided = (end: number) => [...Array(12).fill(100), ...Array(8).fill(end)];
    expect([94, 95, 105, 106].map((end) => enough(oneSided(end), rule))).toEqual([false, true, true, false]);
  });

  it('wants no more of a small median than matters', () => {
    const small = level(10, 0).map((_, i) => 1 + (i % 2 ? 0.5 : -0.5));
    expect(enough(small, rule)).toBe(false);
    expect(enough(small, { ...rule, absolute: 0.5 })).toBe(true);
    expect(enough(small, { ...rule, absolute: 0.499 })).toBe(false);
    expect(enough(level(10, 5), { ...rule, absolute: 1 })).toBe(true);
  });
});
