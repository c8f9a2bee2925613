import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramSummary, latencyHistogram, recordMs } from './histogram.ts';
import { summary } from './summary.ts';

function recorded(...samples: number[]) {
  const histogram = latencyHistogram();
  for (const ms of samples) recordMs(histogram, ms);
  return histogram;
}

/** From a microsecond to a day. */
const latencies = fc.double({ min: 0.001, max: 86_400_000, noNaN: true });
const relative = (found: number | null, given: number): number => Math.abs((found ?? 0) - given) / given;

describe('a histogram of latencies', () => {
  it('says in ms what it counted in µs', () => {
    const samples = Array.from({ length: 100 }, (_, index) => (index + 1) / 100);
    expect(histogramSummary(recorded(...samples), 25)).toEqual({
      n: 100,
      errors: 25,
      successRate: 0.8,
      min: 0.01,
      mean: 0.505,
      sd: expect.closeTo(summary(samples).sd ?? 0, 9),
      p50: 0.5,
      p90: 0.9,
      p95: 0.95,
      p99: 0.99,
      max: 1,
      cv: expect.closeTo(summary(samples).cv ?? 0, 9),
    });
  });

  it('withholds what samples would withhold', () => {
    for (const n of [0, 1, 2, 19, 20, 99, 100]) {
      const samples = Array.from({ length: n }, (_, index) => index + 1);
      const nulls = (figures: object) => Object.entries(figures).filter(([, figure]) => figure === null);
      expect(nulls(histogramSummary(recorded(...samples)))).toEqual(nulls(summary(samples)));
    }
  });

  it('is right within 0.1 % and half a microsecond', () => {
    fc.assert(
      fc.property(latencies, (ms) => {
        const { min, mean, p50, max } = histogramSummary(recorded(ms));
        for (const figure of [min, mean, p50, max]) {
          expect(relative(figure, ms)).toBeLessThanOrEqual(0.001 + 0.0005 / ms);
        }
      }),
    );
  });

  it('takes less than a microsecond as one, and nothing that is no number', () => {
    expect(histogramSummary(recorded(0, 0.0001)).max).toBe(0.001);
    expect(() => recorded(Number.NaN)).toThrow();
  });

  it('merges into what one alone would have counted', () => {
    fc.assert(
      fc.property(fc.array(latencies), fc.array(latencies), (some, others) => {
        const merged = recorded(...some);
        merged.add(recorded(...others));
        const alone = recorded(...some, ...others);
        expect(merged.percentiles).toEqual(alone.percentiles);
        expect(histogramSummary(merged)).toEqual(histogramSummary(alone));
      }),
      { numRuns: 50 },
    );
  });

  it('stays one and the same when it is posted', () => {
    const histogram = recorded(1);
    recordMs(structuredClone(histogram), 3);
    expect(histogramSummary(histogram)).toMatchObject({ n: 2, mean: expect.closeTo(2, 2) });
  });
});
