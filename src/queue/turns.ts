import { createHash } from 'node:crypto';
import type { Job, Queue as Line } from 'bullmq';
import type { Queue } from './connection.ts';
import { turnsQueueOf } from './names.ts';

/** What is asked for by a turn. */
export interface TurnData {
  /** Names of the stacks that are asked; null: all of the fleet. */
  readonly only: readonly string[] | null;
}

/** Where what came of a turn is kept: the stem of the fleet review in the archive; null: nobody wanted it any more. */
export type TurnResult = string | null;

export type TurnJob = Job<TurnData, TurnResult>;

/** Who began a turn, and when, ISO 8601, UTC; its deadline counts from there, whoever goes on with it. */
export interface Begun {
  readonly at: string;
  /** Name of the machine. */
  readonly by: string;
}

/** A turn as it lies in the queue: one review of a fleet that somebody asked for, or that the schedule brought. */
export interface TurnSeen {
  readonly id: string;
  readonly run: string;
  /** Null: nobody has begun it yet. */
  readonly begun: Begun | null;
  readonly isScheduled: boolean;
  /** `made`: somebody is at it; `left`: whoever was is gone; `failed`: its review could not be made or kept. */
  readonly state: 'made' | 'left' | 'waits' | 'failed';
}

/** The turns of one fleet, whoever takes them. */
export interface Turns {
  readonly queue: Queue;
  readonly fleet: string;
  readonly line: Line<TurnData, TurnResult>;
  close(): Promise<void>;
}

/** The run whose jobs are filed in a turn: whoever takes it finds the same. */
export const runOf = (fleet: string, turn: string): string =>
  createHash('sha256').update(`${fleet}\n${turn}`).digest('hex').slice(0, 32);

/** It stands where the engine has the progress of a job, which outlives whoever was at it. */
export function begunOf({ progress }: Pick<TurnJob, 'progress'>): Begun | null {
  if (typeof progress !== 'object' || !('at' in progress) || !('by' in progress)) return null;
  return { at: String(progress.at), by: String(progress.by) };
}

/** So many that are over stay to be looked at, for at most a week. */
const KEPT = { count: 20, age: 7 * 24 * 3600 } as const;

export const TURN_OPTIONS = { removeOnComplete: KEPT, removeOnFail: KEPT } as const;

/** Opens the turns of a fleet: no two of them are made at the same time. */
export async function openTurns(queue: Queue, fleet: string): Promise<Turns> {
  const engine = await import('bullmq');
  const line = new engine.Queue<TurnData, TurnResult>(turnsQueueOf(fleet), queue.engine);
  // What cannot be done is thrown where it is asked for, and a connection that comes back is no news.
  line.on('error', () => {});
  await line.setGlobalConcurrency(1);
  return { queue, fleet, line, close: () => line.close() };
}

/** Asks for a review, before all that wait; answers with the id of the turn. Asked again under one, it stays that. */
export async function askTurn({ line }: Turns, id: string, only: TurnData['only'] = null): Promise<void> {
  await line.add('asked', { only }, { ...TURN_OPTIONS, jobId: id, lifo: true });
}

async function seen({ queue, fleet, line }: Turns, job: TurnJob, state: string): Promise<TurnSeen> {
  const id = job.id ?? '';
  const begun = begunOf(job);
  const isLocked = state === 'active' && (await queue.redis.exists(`${line.toKey(id)}:lock`)) === 1;
  const isLeft = state === 'active' || begun !== null;
  return {
    ...{ id, run: runOf(fleet, id), begun, isScheduled: job.repeatJobKey !== undefined },
    state: state === 'failed' ? 'failed' : isLocked ? 'made' : isLeft ? 'left' : 'waits',
  };
}

const STATES = ['active', 'wait', 'prioritized', 'delayed', 'failed'] as const;

/** The turns that are not over, and those that failed, the one begun last first. */
export async function seeTurns(turns: Turns): Promise<TurnSeen[]> {
  const found = await Promise.all(
    STATES.map(async (state) => {
      const jobs = await turns.line.getJobs([state]);
      return Promise.all(jobs.flatMap((job) => (job ? [seen(turns, job as TurnJob, state)] : [])));
    }),
  );
  return found.flat().sort((one, other) => ((one.begun?.at ?? '') < (other.begun?.at ?? '') ? 1 : -1));
}

/** Takes a turn back that nobody is at; a run that was filed for it stays. Nothing where somebody is. */
export async function dropTurn({ line }: Turns, id: string): Promise<void> {
  await line.remove(id);
}

/** Has a turn that failed taken once more. */
export async function retryTurn({ line }: Turns, id: string): Promise<void> {
  await (await line.getJob(id))?.retry('failed');
}

/** What came of a turn; undefined: nothing yet. Throws what it failed with. */
export async function resultOf({ line }: Turns, id: string): Promise<TurnResult | undefined> {
  const job = await line.getJob(id);
  if (!job) return null;
  if (await job.isFailed()) throw new Error(job.failedReason);
  return (await job.isCompleted()) ? job.returnvalue : undefined;
}
