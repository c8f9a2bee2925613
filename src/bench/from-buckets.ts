import type { RecordableHistogram } from 'node:perf_hooks';
import { latencyHistogram } from '../statistics/histogram.ts';
import type { Bucket } from './raw-buckets.ts';

/**
 * The histogram that holds these: {@link rawBuckets} the other way. Node records one value at a time and adds whole
 * histograms, so the counts are read bit by bit, the highest first, and what there is doubled in between (Horner's
 * scheme): a billion samples take thirty steps. Mean and deviation follow from the buckets, so they too are the same.
 */
export function fromBuckets(buckets: readonly Bucket[]): RecordableHistogram {
  const whole = latencyHistogram();
  const most = buckets.reduce((highest, [, count]) => Math.max(highest, count), 0);
  const twice = latencyHistogram();
  for (let bit = most === 0 ? 0 : 2 ** Math.floor(Math.log2(most)); bit >= 1; bit /= 2) {
    twice.reset();
    twice.add(whole);
    whole.add(twice);
    for (const [valueUs, count] of buckets) if (Math.floor(count / bit) % 2 === 1) whole.record(valueUs);
  }
  return whole;
}
