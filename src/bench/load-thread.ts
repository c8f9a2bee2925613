import { once } from 'node:events';
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
  /** How late the thread reads what is there, in ms from the wire to the stamp; null before any was looked at. */
  readonly ownDelay: { readonly p50: number; readonly p99: number; readonly max: number } | null;
}

/** Makes the load of an order; resolves with the last report, which an interruption brings forward. */
export type MakeLoad = (
  order: LoadOrder,
  watch: (report: LoadReport) => void,
  signal: AbortSignal,
) => Promise<LoadReport>;

const built = import.meta.url.endsWith('.ts') ? '../../dist/' : './';
const script = (name: string): URL => new URL(`${built}${name}.js`, import.meta.url);

/** What the thread gets: beside its order, where the stamps come from that show its own delay. */
export interface ThreadOrder extends LoadOrder {
  readonly pilotPort: number;
}

/** Garbage that lives as long as a turn is not worth being carried about. */
const YOUNG_MIB = 64;

function loadIn(
  worker: Worker,
  watch: (report: LoadReport) => void,
  signal: AbortSignal,
): Promise<LoadReport> {
  return new Promise((resolve, reject) => {
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
}

/** {@link MakeLoad} in a thread of its own, so that drawing and writing never delay the sending. */
export const makeLoad: MakeLoad = async (order, watch, signal) => {
  const pilot = new Worker(script('pilot-worker'));
  try {
    const [pilotPort] = await once(pilot, 'message');
    const workerData: ThreadOrder = { ...order, pilotPort };
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MIB };
    return await loadIn(new Worker(script('load-worker'), { workerData, resourceLimits }), watch, signal);
  } finally {
    await pilot.terminate();
  }
};
