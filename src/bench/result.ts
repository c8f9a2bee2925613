import { histogramSummary } from '../statistics/histogram.ts';
import type { Summary } from '../statistics/summary.ts';
import { type Instrument, instrumentOf } from './doubts.ts';
import type { LoadReport } from './load-report.ts';
import { type Bucket, rawBuckets } from './raw-buckets.ts';
import { byTiming, type Objective, type Scenario, SHOWN_BY, type Share, type Timing } from './scenario.ts';
import { failures } from './tally.ts';

/** An objective, what was measured for it (ms or %), and whether it was kept; null: too little to say. */
export type Judged = Objective & { readonly value: number | null; readonly kept: boolean | null };

/** What one load did to the stack. */
export interface Measured {
  readonly measuredFrom: string;
  readonly measuredMs: number;
  readonly requests: {
    readonly answered: number;
    readonly failed: Readonly<Record<string, number>>;
    /** Not waited for, because the run was interrupted: neither answered nor failed. */
    readonly abandoned: number;
    /** Began late, because so many as the scenario allows were in flight. */
    readonly queued: number;
    readonly answeredPerSecond: number;
    /** Answered right, and inside the strictest limit of each time. */
    readonly goodPerSecond: number;
  };
  /** In % of all that were answered or failed; null without any. */
  readonly shares: Readonly<Record<Share, number | null>>;
  /** In ms; null where nothing of the kind was recorded. */
  readonly timings: Readonly<Record<Timing, Summary | null>>;
  readonly instrument: Instrument;
  /** Which of several hosts did not make their share to the end, and why; absent where one made the load. */
  readonly lost?: readonly string[];
  readonly objectives: readonly Judged[];
}

/** kept and missed are what the objectives came to; inconclusive: too little was seen, or through a bad instrument. */
export type Outcome = 'kept' | 'missed' | 'inconclusive';

type Timings = Measured['timings'];

function judged(objective: Objective, { timings, shares }: Pick<Measured, 'timings' | 'shares'>): Judged {
  if (objective.kind === 'share') {
    const value = shares[objective.of];
    return { ...objective, value, kept: value === null ? null : value >= objective.limit };
  }
  const value = timings[objective.timing]?.[`p${objective.percent}`] ?? null;
  return { ...objective, value, kept: value === null ? null : value <= objective.limit };
}

/** The time that tells most of how a load felt: until the answer was heard, where it was, else until it was there. */
export const headline = ({ v2v, latency }: Pick<Timings, 'v2v' | 'latency'>) =>
  v2v ? { name: 'v2v p95', summary: v2v } : { name: 'p95', summary: latency };

/** Reads a report of the load thread into figures. */
export function measuredFrom(report: LoadReport, scenario: Scenario): Measured {
  const { counts, histograms, measuredMs, ownDelay } = report;
  const failed = failures(counts);
  const all = counts.answered + failed;
  const share = (part: number) => (all === 0 ? null : (100 * part) / all);
  // A turn that failed has a lag all the same, and was to have any number of gaps.
  const errorsOf = (timing: Timing) => (timing === 'lag' || timing === 'gap' ? 0 : failed);
  const summed = (timing: Timing) =>
    histograms[timing].count === 0 ? null : histogramSummary(histograms[timing], errorsOf(timing));
  const perSecond = (count: number) => (measuredMs === 0 ? 0 : (1000 * count) / measuredMs);
  const timings: Timings = byTiming(summed);
  const shares = {
    success: share(counts.answered),
    c100: SHOWN_BY.c100?.includes(scenario.deed.kind) ? share(counts.continuous) : null,
    goodput: share(counts.good),
  };
  return {
    measuredFrom: new Date(report.measuredFromEpochMs).toISOString(),
    measuredMs,
    requests: {
      answered: counts.answered,
      failed: counts.failed,
      abandoned: counts.abandoned,
      queued: counts.queued,
      answeredPerSecond: perSecond(counts.answered),
      goodPerSecond: perSecond(counts.good),
    },
    shares,
    timings,
    instrument: instrumentOf(ownDelay, timings),
    ...(report.lost && { lost: report.lost }),
    objectives: scenario.objectives.map((objective) => judged(objective, { timings, shares })),
  };
}

/** Whether a missed objective was missed by the stack: a late instrument makes times longer, never success rarer. */
function isCertain(objective: Objective, { tainted }: Instrument): boolean {
  if (objective.kind === 'percentile') return !tainted.includes(objective.timing);
  return objective.of === 'success' || tainted.length === 0;
}

/** What a load came to. A stack that answered nothing has missed, whatever was asked of it. */
export function outcomeOf({ objectives, requests, instrument, shares, lost = [] }: Measured): Outcome {
  if (shares.success === null || lost.length > 0) return 'inconclusive';
  if (requests.answered === 0) return 'missed';
  const missed = objectives.filter(({ kept }) => kept === false);
  if (missed.length > 0) return missed.some((one) => isCertain(one, instrument)) ? 'missed' : 'inconclusive';
  return objectives.some(({ kept }) => kept === null) ? 'inconclusive' : 'kept';
}

/** All that was recorded of each timing. */
export const rawOf = ({ histograms }: LoadReport): Readonly<Record<Timing, readonly Bucket[]>> =>
  byTiming((timing) => rawBuckets(histograms[timing]));
