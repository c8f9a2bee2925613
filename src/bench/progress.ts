import { figure } from '../domain/figure.ts';
import { histogramSummary } from '../statistics/histogram.ts';
import type { LoadReport } from './load-report.ts';
import { failures } from './tally.ts';

/** Where nobody looks, a line so often. */
const PLAIN_EVERY_MS = 5_000;

function line({ counts, histograms, measuredMs }: LoadReport, durationMs: number): string {
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

/** Draws reports of one load: one line that changes on a terminal, else a plain line now and then. */
export function showProgress(
  write: (text: string) => void,
  { live, durationMs }: { readonly live: boolean; readonly durationMs: number },
) {
  let nextMs = 0;
  return {
    on(report: LoadReport): void {
      if (live) write(`\r\u001b[2K  ${line(report, durationMs)}`);
      else if (report.measuredMs >= nextMs) {
        write(`  ${line(report, durationMs)}\n`);
        nextMs = report.measuredMs + PLAIN_EVERY_MS;
      }
    },
    end: (): void => {
      if (live) write('\r\u001b[2K');
    },
  };
}
