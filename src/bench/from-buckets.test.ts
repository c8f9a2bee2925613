import type { RecordableHistogram } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latencyHistogram } from '../statistics/histogram.ts';
import { coarseBuckets } from './coarse-buckets.ts';
import { fromBuckets } from './from-buckets.ts';
import { rawBuckets } from './raw-buckets.ts';

/** All that a histogram says of itself. */
const told = (histogram: RecordableHistogram) => ({
  buckets: rawBuckets(histogram),
  count: histogram.count,
  min: histogram.min,
  max: histogram.max,
  mean: histogram.mean,
  stddev: histogram.stddev,
  percentiles: [...histogram.percentiles],
});

function of(values: readonly number[]): RecordableHistogram {
  const histogram = latencyHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

/** From a microsecond to three centuries, small ones as likely as great ones, and many of them the same. */
const us = fc
  .tuple(fc.nat(52), fc.double({ min: 1, max: 2, noNaN: true }))
  .map(([bits, part]) => Math.max(1, Math.min(Number.MAX_SAFE_INTEGER, Math.floor(2 ** bits * part))));
const samples = fc.array(fc.oneof(us, fc.integer({ min: 1, max: 9 })), { maxLength: 300 });

/** As it goes from one host to another. */
const sent = (histogram: RecordableHistogram): RecordableHistogram =>
  fromBuckets(JSON.parse(JSON.stringify(rawBuckets(histogram))));

describe('a histogram that came in buckets', () => {
  it('is the one that was sent', () => {
    fc.assert(
      fc.property(samples, (values) => {
        expect(told(sent(of(values)))).toEqual(told(of(values)));
      }),
    );
  });

  it('of several hosts, added up, is that of all samples recorded in one place', () => {
    fc.assert(
      fc.property(fc.array(samples, { minLength: 8, maxLength: 8 }), (hosts) => {
        const merged = latencyHistogram();
        for (const values of hosts) merged.add(sent(of(values)));
        expect(told(merged)).toEqual(told(of(hosts.flat())));
      }),
    );
  });

  it('holds counts beyond what is recorded one by one', () => {
    const buckets = [
      [1, 3_000_000_000],
      [40_031, 2 ** 40 + 1],
    ] as const;
    const histogram = fromBuckets(buckets);
    expect(histogram.count).toBe(3_000_000_000 + 2 ** 40 + 1);
    expect(rawBuckets(histogram)).toEqual(buckets);
  });

  it('of which only the outline was sent has as many samples, the same extremes, and percentiles within one', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 99 }), (values, percent) => {
        const histogram = of(values);
        const buckets = coarseBuckets(histogram);
        const coarse = fromBuckets(buckets);
        expect(buckets.length).toBeLessThanOrEqual(100);
        expect([coarse.count, coarse.max]).toEqual([histogram.count, histogram.max]);
        expect(coarse.percentile(percent)).toBeGreaterThanOrEqual(histogram.percentile(percent));
        expect(coarse.percentile(percent)).toBeLessThanOrEqual(
          histogram.percentile(Math.min(100, percent + 1 + 100 / Math.max(1, values.length))),
        );
      }),
    );
  });
});
