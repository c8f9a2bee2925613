import { Worker } from 'node:worker_threads';
import type { Recordings } from './recordings.ts';
import type { Scenario } from './scenario.ts';
import type { Counts, Histograms } from './tally.ts';

/** What the thread is told to do; the key goes into headers and nowhere else. */
export interface LoadOrder {
  readonly scenario: Scenario;
  readonly url: string;
  readonly apiKey: string | null;
  /** What users say where they speak. */
  readonly recordings: Recordings | null;
}

/** What the thread has so far, or in the end. */
export interface LoadReport {
  readonly kind: 'progress' | 'done';
  /** The same in every report, and still being written to until `done`. */
  readonly histograms: Histograms;
  readonly counts: Counts;
  /** How much of the measured time has passed. */
  readonly measuredMs: number;
  readonly measuredFromEpochMs: number;
  /** How late the thread's own timers came, in ms; null before any was looked at. */
  readonly ownDelay: { readonly p50: number; readonly p99: number; readonly max: number } | null;
}

/** Makes the load of an order; resolves with the last report, which an interruption brings forward. */
export type MakeLoad = (
  order: LoadOrder,
  watch: (report: LoadReport) => void,
  signal: AbortSignal,
) => Promise<LoadReport>;

const script = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/load-worker.js' : './load-worker.js',
  import.meta.url,
);

/** {@link MakeLoad} in a thread of its own, so that drawing and writing never delay the sending. */
export const makeLoad: MakeLoad = (order, watch, signal) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: order });
    const stop = (): void => worker.postMessage('stop');
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    let last: LoadReport | undefined;
    worker.on('message', (report: LoadReport) => {
      if (report.kind === 'progress') watch(report);
      else last = report;
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      if (last) resolve(last);
      else reject(new Error(`the load thread ended with ${code} and no result`));
    });
  });
