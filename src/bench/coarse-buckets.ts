import type { RecordableHistogram } from 'node:perf_hooks';
import type { Bucket } from './raw-buckets.ts';

const PIECES = 100;

/**
 * The outline of a histogram in at most a hundred buckets: what a person is shown while it grows. As many samples, the
 * same highest, and each percentile at most one percent of them too high; a thousandth of the work of all buckets.
 */
export function coarseBuckets(histogram: RecordableHistogram): readonly Bucket[] {
  const n = histogram.count;
  const pieces = Math.min(PIECES, n);
  const upTo = (piece: number): number => Math.floor((n * piece) / pieces);
  return Array.from({ length: pieces }, (_, piece): Bucket => {
    const rank = upTo(piece + 1);
    return [histogram.percentile((100 * rank) / n), rank - upTo(piece)];
  });
}
