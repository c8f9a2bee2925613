import type { Job, Worker } from 'bullmq';
import type { Queue } from './connection.ts';
import { refusalOf } from './refusal.ts';

/** So long a job belongs to who took it without a word; it says one more often than that. */
const LOCK_MS = 20_000;
const RENEWED_MS = 5_000;
/** How often whoever waits looks for jobs whose taker is silent, and how often one job may come back so. */
const LOOK_MS = 10_000;
const MOST_STALLED = 5;
/** A job that came to one who is busy is for others after so long. */
const GIVEN_ON_MS = 500;

/** A job as it is handed to who takes it. */
export interface Task {
  readonly id: string;
  readonly data: unknown;
  /** Whether it is not tried again when it fails now. */
  readonly isLastTry: boolean;
  /** Aborts when the work is for nobody any more ({@link Lost}), or has to be given back ({@link GivenBack}). */
  readonly signal: AbortSignal;
}

/** Some queues, and what is done with the jobs there. */
export interface Taker {
  readonly queues: readonly string[];
  /** Whether others work on them too, so that a job which is lost to them is done by them; absent: nobody does. */
  readonly isShared?: boolean;
  /** What comes of it is the job's result: small. Throwing is failing, and another try as long as there is one. */
  take(task: Task): Promise<unknown>;
  /** Told of a job that is done with, when the engine knows it too. */
  through?(data: unknown): void;
}

/** Somebody else has the job by now. */
class Lost extends Error {
  override readonly name = 'Lost';
}

/** Its taker leaves: the job waits for the next one. */
class GivenBack extends Error {
  override readonly name = 'GivenBack';
}

/** Somebody who works on queues, one job at a time over all of them. */
export interface Working {
  /** Takes no more, gives back what is in hand, and ends. */
  close(): Promise<void>;
}

/** No try is made more often than this, whatever a job says of itself. */
const MOST_TRIES = 5;

const isLastTry = ({ attemptsMade, opts }: Job): boolean =>
  attemptsMade + 1 >= Math.min(opts.attempts ?? 1, MOST_TRIES);

/**
 * Works on queues: renewing, retrying and finding who died are the engine's. `warn` hears what went wrong with it; a
 * server that is away for a while is waited for.
 */
export async function workOn(
  queue: Queue,
  takers: readonly Taker[],
  { name, warn }: { readonly name: string; warn(message: string): void },
): Promise<Working> {
  const { Worker: Engine, DelayedError, WaitingError } = await import('bullmq');
  const workers: Worker[] = [];
  let inHand: { readonly id: string; readonly controller: AbortController } | undefined;
  let isClosing = false;

  const others = (own: Worker): Worker[] => workers.filter((worker) => worker !== own);

  async function taken(taker: Taker, own: Worker, job: Job, token: string): Promise<unknown> {
    const id = job.id ?? '';
    if (isClosing) {
      await job.moveToWait(token);
      throw new WaitingError();
    }
    if (inHand) {
      await job.moveToDelayed(Date.now() + GIVEN_ON_MS, token);
      throw new DelayedError();
    }
    const controller = new AbortController();
    inHand = { id, controller };
    for (const other of others(own)) void other.pause(true);
    try {
      return await taker.take({
        ...{ id, data: job.data, isLastTry: isLastTry(job), signal: controller.signal },
      });
    } catch (error) {
      if (!(controller.signal.reason instanceof GivenBack)) throw error;
      await job.moveToWait(token);
      throw new WaitingError();
    } finally {
      inHand = undefined;
      if (!isClosing) for (const other of others(own)) void other.resume();
    }
  }

  for (const taker of takers)
    for (const each of taker.queues) {
      const worker: Worker = new Engine(each, (job, token = '') => taken(taker, worker, job, token), {
        ...queue.engine,
        ...{ name, lockDuration: LOCK_MS, lockRenewTime: RENEWED_MS, stalledInterval: LOOK_MS },
        maxStalledCount: MOST_STALLED,
      });
      worker.on('completed', (job) => taker.through?.(job.data));
      worker.on('error', (error) => warn(error.message));
      worker.on('lockRenewalFailed', (ids) => {
        if (inHand && ids.includes(inHand.id))
          inHand.controller.abort(new Lost('somebody else has the job by now'));
      });
      workers.push(worker);
    }
  try {
    await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  } catch (error) {
    // Who loses a connection while it is made never works, and never says so: better to end, and be started anew.
    for (const worker of workers) worker.close(true).catch(() => undefined);
    throw refusalOf(queue.place, error);
  }

  return {
    async close() {
      isClosing = true;
      inHand?.controller.abort(new GivenBack('the agent leaves'));
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}
