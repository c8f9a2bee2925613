import type { RecordableHistogram } from 'node:perf_hooks';
import { latencyHistogram, recordMs } from '../statistics/histogram.ts';
import { byTiming, type Limited, type Objective, type Timing } from './scenario.ts';
import type { Outcome, Times } from './visitor.ts';

/** Counts of the turns that were due inside the measured time; a failed one is in no histogram but `lag`. */
export interface Counts {
  readonly answered: number;
  /** Answered inside the strictest objective of each time that a turn has one of. */
  readonly good: number;
  /** Answered with no starvation over 100 ms. */
  readonly continuous: number;
  readonly failed: Readonly<Record<string, number>>;
  /** Sent and not waited for, because the run was interrupted. */
  readonly abandoned: number;
  /** Began late, because so many as are allowed were in flight. */
  readonly queued: number;
}

/** One histogram of µs for each timing; posted to another thread they stay one and the same. */
export type Histograms = Readonly<Record<Timing, RecordableHistogram>>;

const CONTINUOUS_MS = 100;
/** Of more reasons than these the rest is counted together. */
const MOST_REASONS = 20;

/** A histogram for each timing. */
export const createHistograms = (): Histograms => byTiming(latencyHistogram);

/** The number of turns that failed. */
export const failures = ({ failed }: Counts): number =>
  Object.values(failed).reduce((sum, count) => sum + count, 0);

/** The strictest limit that any objective sets to a timing, in ms. */
const strictest = (objectives: readonly Objective[], timing: Limited): number =>
  Math.min(
    ...objectives.flatMap((one) => (one.kind === 'percentile' && one.timing === timing ? [one.limit] : [])),
  );

/** Records outcomes as they come; `counts` tells what it has. */
export function createTally(objectives: readonly Objective[], histograms: Histograms) {
  const limits = {
    latency: strictest(objectives, 'latency'),
    first: strictest(objectives, 'first'),
    v2v: strictest(objectives, 'v2v'),
  };
  let [answered, good, continuous, abandoned, waited] = [0, 0, 0, 0, 0];
  const failed: Record<string, number> = {};

  return {
    record({ intendedMs, startedMs, queued }: Times, outcome: Outcome): void {
      if (outcome.kind === 'abandoned') {
        abandoned++;
        return;
      }
      recordMs(histograms.lag, startedMs - intendedMs);
      if (queued) waited++;
      if (outcome.kind === 'failed') {
        const known = outcome.reason in failed || Object.keys(failed).length < MOST_REASONS;
        const reason = known ? outcome.reason : 'other';
        failed[reason] = (failed[reason] ?? 0) + 1;
        return;
      }
      const latencyMs = outcome.endMs - intendedMs;
      const firstMs = outcome.firstMs === null ? null : outcome.firstMs - intendedMs;
      const v2vMs = outcome.heard ? outcome.heard.audibleMs - intendedMs : null;
      recordMs(histograms.latency, latencyMs);
      recordMs(histograms.service, outcome.endMs - outcome.sentMs);
      if (firstMs !== null) recordMs(histograms.first, firstMs);
      if (v2vMs !== null) recordMs(histograms.v2v, v2vMs);
      for (const gapMs of outcome.gapsMs ?? []) recordMs(histograms.gap, gapMs);
      if (outcome.underrunMs !== null) recordMs(histograms.underrun, outcome.underrunMs);
      answered++;
      if (latencyMs <= limits.latency && (firstMs ?? 0) <= limits.first && (v2vMs ?? 0) <= limits.v2v) good++;
      if ((outcome.underrunMs ?? 0) <= CONTINUOUS_MS) continuous++;
    },
    counts: (): Counts => ({ answered, good, continuous, failed: { ...failed }, abandoned, queued: waited }),
  };
}
