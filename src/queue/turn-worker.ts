import { hostname } from 'node:os';
import { farewell } from './farewell.ts';
import { refusalOf } from './refusal.ts';
import { begunOf, runOf, type TurnData, type TurnJob, type TurnResult, type Turns } from './turns.ts';

/** A turn that somebody has. */
export interface Turn {
  readonly id: string;
  /** Of the jobs that are filed for it. */
  readonly run: string;
  /** ISO 8601, UTC: when somebody first began it. */
  readonly begunAt: string;
  /** Whether somebody began it before, and did not come to its end. */
  readonly isTakenUp: boolean;
  readonly isScheduled: boolean;
  readonly only: readonly string[] | null;
}

export interface Taking {
  /** Whether a turn is for this one; another is left to others. */
  takes(turn: Turn): boolean;
  /** Makes its review; resolves with where it is kept. */
  make(turn: Turn): Promise<TurnResult>;
  /** What a turn failed with. */
  failed?(turn: Turn, error: unknown): void;
  /** Nobody will take this turn again. */
  over(turn: Pick<Turn, 'id' | 'run'>): Promise<void>;
  /** Whether one turn was enough. */
  readonly once?: boolean;
  /** When it aborts, the turn that is had goes back to the others, unless `make` resolves all the same. */
  readonly signal: AbortSignal;
}

/** Whoever makes a review and is not heard of for so long is dead, and the next one goes on with it. */
const LOCK_MS = 15_000;
const LOOK_MS = 5_000;
/** When a turn that was left to others is offered again. */
const AGAIN_MS = 1_000;

const turnOf = (fleet: string, job: TurnJob, nowMs: number): Turn => {
  const id = job.id ?? '';
  const begun = begunOf(job);
  return {
    ...{ id, run: runOf(fleet, id), begunAt: begun?.at ?? new Date(nowMs).toISOString() },
    ...{ isTakenUp: begun !== null, isScheduled: job.repeatJobKey !== undefined, only: job.data.only },
  };
};

/**
 * Takes turns until the signal aborts, or one was taken where that is enough. Nobody else has a turn meanwhile. Throws
 * QueueError where the server hangs up before that begins.
 */
export async function takeTurns({ queue, fleet, line }: Turns, taking: Taking): Promise<void> {
  const { takes, make, failed, over, once = false, signal } = taking;
  const { DelayedError, Worker } = await import('bullmq');
  const enough = new AbortController();
  const ended = AbortSignal.any([signal, enough.signal]);
  /** Made, and perhaps not handed over: a server that was away gave the turn to the next, who may be this one again. */
  let had: { readonly id: string; readonly result: Promise<TurnResult> } | undefined;
  const worker = new Worker<TurnData, TurnResult>(
    line.name,
    async (job, token) => {
      const leave = async (): Promise<never> => {
        await job.moveToDelayed(Date.now() + AGAIN_MS, token);
        throw new DelayedError();
      };
      const turn = turnOf(fleet, job, queue.nowMs());
      if (ended.aborted || !takes(turn)) return leave();
      if (!turn.isTakenUp) await job.updateProgress({ at: turn.begunAt, by: hostname() });
      if (had?.id !== turn.id) had = { id: turn.id, result: make(turn) };
      try {
        return await had.result;
      } catch (error) {
        if (signal.aborted) return leave();
        failed?.(turn, error);
        throw error;
      }
    },
    {
      ...queue.engine,
      ...{ concurrency: 1, lockDuration: LOCK_MS, stalledInterval: LOOK_MS, maxStalledCount: 1_000 },
    },
  );
  worker.on('error', () => {});
  let farewells: Promise<void> = Promise.resolve();
  worker.on('completed', ({ id = '' }) => {
    farewells = farewells.then(() => over({ id, run: runOf(fleet, id) })).catch(() => {});
    had = undefined;
    if (once) enough.abort();
  });
  worker.on('failed', () => {
    had = undefined;
    if (once) enough.abort();
  });
  try {
    await worker.waitUntilReady();
  } catch (error) {
    // Who loses a connection while it is made never takes anything, and never says so.
    worker.close(true).catch(() => {});
    throw refusalOf(queue.place, error);
  }
  await new Promise<void>((resolve) => {
    if (ended.aborted) resolve();
    ended.addEventListener('abort', () => resolve(), { once: true });
  });
  // A server that is away is not waited for: whoever comes next finds the turn left.
  await farewell(Promise.all([worker.close(), farewells]));
}
