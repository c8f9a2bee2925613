import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { LEAST_FOR_P95, LEAST_FOR_P99, type Summary } from './summary.ts';

/** Significant digits: every figure is within 0.1 % of a recorded value, in 220 KiB however many there are. */
const FIGURES = 3;

/**
 * A place for more latencies than one wants to keep, in whole µs: Node's HDR histogram. `add` merges exactly, and
 * a histogram that is posted to another thread stays one and the same.
 */
export const latencyHistogram = (): RecordableHistogram => createHistogram({ figures: FIGURES });

/** Records a latency in ms, to the µs; less than one counts as one. */
export const recordMs = (histogram: RecordableHistogram, ms: number): void =>
  histogram.record(Math.max(1, Math.round(ms * 1000)));

/**
 * What a histogram of µs says, in ms, as {@link Summary} does for samples. Percentiles are recorded values (the
 * smallest with that share at or below it), where those of samples are interpolated: with many they agree.
 */
export function histogramSummary(histogram: RecordableHistogram, errors = 0): Summary {
  const n = histogram.count;
  const at = (percent: number, least = 1) => (n < least ? null : histogram.percentile(percent) / 1000);
  const mean = n === 0 ? null : histogram.mean / 1000;
  // The histogram divides by n.
  const sd = n < 2 ? null : (histogram.stddev / 1000) * Math.sqrt(n / (n - 1));
  return {
    n,
    errors,
    successRate: n + errors === 0 ? null : n / (n + errors),
    min: n === 0 ? null : histogram.min / 1000,
    mean,
    sd,
    p50: at(50),
    p90: at(90),
    p95: at(95, LEAST_FOR_P95),
    p99: at(99, LEAST_FOR_P99),
    max: n === 0 ? null : histogram.max / 1000,
    cv: sd === null || mean === null ? null : sd / mean,
  };
}
