import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { LoadReport } from './load-report.ts';
import { mergedReport } from './merged-report.ts';
import type { Recordings } from './recordings.ts';
import type { Scenario } from './scenario.ts';
import { partOf, type Share, threadsFor, WHOLE } from './share.ts';

/** What the threads are told to do; the key goes into headers and nowhere else. */
export interface LoadOrder {
  readonly scenario: Scenario;
  readonly url: string;
  readonly apiKey: string | null;
  /** What users say where they speak. */
  readonly recordings: Recordings | null;
}

/** Makes the load of an order; resolves with the last report, which an interruption brings forward. */
export type MakeLoad = (
  order: LoadOrder,
  watch: (report: LoadReport) => void,
  signal: AbortSignal,
) => Promise<LoadReport>;

const built = import.meta.url.endsWith('.ts') ? '../../dist/' : './';
const script = (name: string): URL => new URL(`${built}${name}.js`, import.meta.url);

/** What a thread gets: beside the order its share of it, and where the stamps come from that show its own delay. */
export interface ThreadOrder extends LoadOrder {
  readonly share: Share;
  readonly pilotPort: number;
}

/** Said to a thread: when the load begins, by the machine's monotonic clock, or that it is over. */
export type Word = { readonly beginNs: bigint } | 'stop';

/** Garbage that lives as long as a turn is not worth being carried about. */
const YOUNG_MIB = 64;
/** Far enough ahead that every thread has heard of it and the first visitor is not late. */
const AHEAD_NS = 30_000_000n;

/** A thread that is ready for its share. */
interface Hand {
  say(word: Word): void;
  /** Resolves with its last report. */
  readonly done: Promise<LoadReport>;
  end(): Promise<unknown>;
}

async function hire(order: LoadOrder, share: Share, watch: (report: LoadReport) => void): Promise<Hand> {
  const pilot = new Worker(script('pilot-worker'));
  const [pilotPort] = await once(pilot, 'message');
  const workerData: ThreadOrder = { ...order, share, pilotPort };
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MIB };
  const worker = new Worker(script('load-worker'), { workerData, resourceLimits });
  await once(worker, 'message');
  const done = new Promise<LoadReport>((resolve, reject) => {
    let last: LoadReport | undefined;
    worker.on('message', (report: LoadReport) => {
      watch(report);
      if (report.kind === 'done') last = report;
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (last) resolve(last);
      else reject(new Error(`a load thread ended with ${code} and no result`));
    });
  });
  // It may break before it is begun.
  done.catch(() => {});
  return {
    say: (word) => worker.postMessage(word),
    done,
    end: () => Promise.all([pilot.terminate(), worker.terminate()]),
  };
}

/** A load that is about to begin. */
export interface ReadyLoad {
  /** Makes it, from now on; resolves with the last report, which an interruption brings forward. */
  make(signal: AbortSignal): Promise<LoadReport>;
  /** Ends its threads, whether or not it was made. */
  end(): Promise<unknown>;
}

/** Hires the threads of a load, or of the share of it that this host makes; they wait for the word. */
export async function readyLoad(
  order: LoadOrder,
  watch: (report: LoadReport) => void,
  share = WHOLE,
): Promise<ReadyLoad> {
  const of = threadsFor(order.scenario, availableParallelism(), share);
  const reports: LoadReport[] = [];
  const hired = await Promise.allSettled(
    Array.from({ length: of }, (_, index) =>
      hire(order, partOf(share, { index, of }), (report) => {
        reports[index] = report;
        const merged = index === 0 && reports.filter(Boolean).length === of && mergedReport(reports);
        if (merged) watch(merged);
      }),
    ),
  );
  const hands = hired.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const tell = (word: Word): void => {
    for (const hand of hands) hand.say(word);
  };
  const stop = (): void => tell('stop');
  const end = () => Promise.all(hands.map((hand) => hand.end()));
  const failed = hired.find((each) => each.status === 'rejected');
  if (failed) {
    await end();
    throw failed.reason;
  }
  async function make(signal: AbortSignal): Promise<LoadReport> {
    tell({ beginNs: process.hrtime.bigint() + AHEAD_NS });
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const done = await Promise.all(hands.map((hand) => hand.done)).finally(() =>
      signal.removeEventListener('abort', stop),
    );
    const merged = mergedReport(done);
    if (!merged) throw new RangeError('a load without a thread');
    return merged;
  }
  return { make, end };
}

/** {@link MakeLoad} in threads of their own, so that drawing and writing never delay the sending. */
export const makeLoad: MakeLoad = async (order, watch, signal) => {
  const load = await readyLoad(order, watch);
  return load.make(signal).finally(load.end);
};
