import type { Summary } from '../statistics/summary.ts';
import type { LoadReport } from './load-report.ts';
import { LIMITED, type Limited, type Timing } from './scenario.ts';

/** How late the sender's own stamps were in ms, and which times that taints. */
export interface Instrument {
  /** From the wire to the stamp; null where it was not seen. */
  readonly delay: LoadReport['ownDelay'];
  /** The times whose figures are not to be trusted, … */
  readonly tainted: readonly Limited[];
  /** … and why, in words. */
  readonly doubts: readonly string[];
}

/** Delays below this are nothing that a person hears, and what a collection of garbage takes. */
const LEAST_DOUBT_MS = 5;
/** The instrument's own delay may be so much of what it measures. */
const DOUBTFUL_SHARE = 0.1;

const NAMES: Readonly<Record<Limited, string>> = {
  latency: 'the latency',
  first: 'the first token or sound',
  v2v: 'what is heard first',
  gap: 'the gaps between tokens',
};

/** The highest percentile that there are enough samples for. */
const highest = (summary: Summary): number => summary.p99 ?? summary.p95 ?? summary.p50 ?? 0;

/** Holds the delay of the instrument against each time that it measured: p99 against p99. */
export function instrumentOf(
  delay: LoadReport['ownDelay'],
  timings: Readonly<Record<Timing, Summary | null>>,
): Instrument {
  const own = delay?.p99 ?? 0;
  const found = LIMITED.flatMap((timing) => {
    const summary = timings[timing];
    const limitMs = summary ? Math.max(LEAST_DOUBT_MS, DOUBTFUL_SHARE * highest(summary)) : own;
    return own > limitMs ? [{ timing, limitMs }] : [];
  });
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  const named = found.map(({ timing }) => NAMES[timing]).join(', ');
  const enough = Math.min(...found.map(({ limitMs }) => limitMs));
  const doubt = `the sender itself was late by ${ms(own)} (p99), over a tenth of ${named}; ${ms(enough)} would do`;
  return { delay, tainted: found.map(({ timing }) => timing), doubts: found.length > 0 ? [doubt] : [] };
}
