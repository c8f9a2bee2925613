import { latencyHistogram } from '../../statistics/histogram.ts';
import { coarseBuckets } from '../coarse-buckets.ts';
import { fromBuckets } from '../from-buckets.ts';
import type { LoadReport } from '../load-report.ts';
import { rawBuckets } from '../raw-buckets.ts';
import { byTiming, TIMINGS } from '../scenario.ts';
import type { WireReport } from './words.ts';

/** A report for another host: of the last all buckets, of one on the way their outline, which costs next to nothing. */
export function toWire({ kind, counts, measuredMs, ownDelay, histograms }: LoadReport): WireReport {
  const buckets = kind === 'done' ? rawBuckets : coarseBuckets;
  const held = TIMINGS.filter((timing) => histograms[timing].count > 0);
  const bucketsUs = Object.fromEntries(held.map((timing) => [timing, buckets(histograms[timing])]));
  return { kind, counts, measuredMs, ownDelay, bucketsUs };
}

/** The report that was sent, as of a load that was measured from this moment of one's own clock. */
export const fromWire = ({ bucketsUs, ...report }: WireReport, measuredFromEpochMs: number): LoadReport => ({
  ...report,
  measuredFromEpochMs,
  histograms: byTiming((timing) => {
    const buckets = bucketsUs[timing];
    return buckets ? fromBuckets(buckets) : latencyHistogram();
  }),
});
