import { figure } from '../domain/figure.ts';
import { histogramSummary } from '../statistics/histogram.ts';
import type { LoadReport } from './load-report.ts';
import { failures } from './tally.ts';

/** Where nobody looks, a line so often. */
const PLAIN_EVERY_MS = 5_000;

/** How far a load is and how its answers came, in one line. */
export function progressLine({ counts, histograms, measuredMs }: LoadReport, durationMs: number): string {
  const spoken = histograms.v2v.count > 0;
  const { p95, max } = histogramSummary(spoken ? histograms.v2v : histograms.latency);
  const latest = p95 ?? max;
  return [
    `${(measuredMs / 1000).toFixed(0)} of ${(durationMs / 1000).toFixed(0)} s`,
    `${counts.answered} answered`,
    `${failures(counts)} failed`,
    ...(latest === null
      ? []
      : [`${spoken ? 'v2v ' : ''}${p95 === null ? 'max' : 'p95'} ${figure(latest, 'ms')}`]),
  ].join(' · ');
}

/** Says of the reports of one load a line now and then. */
export function nowAndThen(say: (line: string) => void, durationMs: number): (report: LoadReport) => void {
  let nextMs = 0;
  return (report) => {
    if (report.measuredMs < nextMs) return;
    say(`  ${progressLine(report, durationMs)}`);
    nextMs = report.measuredMs + PLAIN_EVERY_MS;
  };
}
