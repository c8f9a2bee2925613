import type { RecordableHistogram } from 'node:perf_hooks';

/** A recorded value in µs and how often it was recorded. */
export type Bucket = readonly [valueUs: number, count: number];

/**
 * All that a histogram holds, in order. Node tells percentiles only, so the k-th smallest of n values is asked for
 * as percentile 100 k / n, and halves whose ends are equal hold nothing else between them.
 */
export function rawBuckets(histogram: RecordableHistogram): readonly Bucket[] {
  const n = histogram.count;
  const counts = new Map<number, number>();
  const add = (value: number, count: number) => counts.set(value, (counts.get(value) ?? 0) + count);
  const nth = (rank: number): number => histogram.percentile((100 * rank) / n);

  function between(low: number, lowValue: number, high: number, highValue: number): void {
    if (lowValue === highValue) return void add(lowValue, high - low + 1);
    const middle = Math.floor((low + high) / 2);
    const [left, right] = [nth(middle), nth(middle + 1)];
    between(low, lowValue, middle, left);
    between(middle + 1, right, high, highValue);
  }
  if (n > 0) between(1, nth(1), n, nth(n));
  return [...counts].sort(([left], [right]) => left - right);
}
