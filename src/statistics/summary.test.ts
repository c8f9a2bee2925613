import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardDeviation, summary } from './summary.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => n - index);

describe('a summary', () => {
  it('by hand', () => {
    expect(summary([4, 2, 4, 4, 5, 5, 7, 9], 2)).toEqual({
      n: 8,
      errors: 2,
      successRate: 0.8,
      min: 2,
      mean: 5,
      sd: Math.sqrt(32 / 7),
      p50: 4.5,
      p90: 7.6,
      p95: null,
      p99: null,
      max: 9,
      cv: Math.sqrt(32 / 7) / 5,
    });
  });

  it.each([
    [19, null, null],
    [20, 19.05, null],
    [99, 94.1, null],
    [100, 95.05, 99.01],
  ])('of %d samples has p95 %d and p99 %d', (n, p95, p99) => {
    const found = summary(upTo(n));
    expect([found.p95, found.p99].map((value) => value && Number(value.toFixed(9)))).toEqual([p95, p99]);
  });

  it('of nothing is nothing, of one has no spread, and errors alone are no success', () => {
    expect(summary([])).toMatchObject({
      n: 0,
      successRate: null,
      min: null,
      mean: null,
      p50: null,
      max: null,
    });
    expect(summary([7])).toMatchObject({ successRate: 1, mean: 7, sd: null, cv: null, p90: 7 });
    expect(summary([], 3)).toMatchObject({ n: 0, errors: 3, successRate: 0 });
  });

  it('has no coefficient of variation around a mean that is not positive', () => {
    expect(summary([-1, 1]).cv).toBeNull();
    expect(summary([-3, -1])).toMatchObject({ cv: null, sd: Math.SQRT2 });
  });

  it('is ordered, spread out by scale alone, and leaves its samples as they were', () => {
    const samples = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 100, maxLength: 200 });
    fc.assert(
      fc.property(samples, fc.integer({ min: 2, max: 9 }), fc.nat(1000), (given, times, shift) => {
        const before = [...given];
        const { min, p50, p90, p95, p99, max, sd, cv, mean } = summary(given);
        expect(given).toEqual(before);
        const order = [min, p50, p90, p95, p99, max].map(Number);
        expect(order).toEqual([...order].sort((a, b) => a - b));
        expect(Number(mean)).toBeGreaterThanOrEqual(Number(min));
        expect(Number(mean)).toBeLessThanOrEqual(Number(max));
        expect(summary(given.map((value) => value * times)).cv).toBeCloseTo(Number(cv), 9);
        expect(standardDeviation(given.map((value) => value + shift))).toBeCloseTo(Number(sd), 4);
      }),
      { numRuns: 50 },
    );
  });

  it('holds more samples than a call takes arguments', () => {
    expect(summary(upTo(300_000))).toMatchObject({ min: 1, max: 300_000, p50: 150_000.5 });
  });
});
