import { KEPT_S } from './answers.ts';
import type { Queue } from './connection.ts';
import { keys } from './names.ts';

interface Job {
  readonly run: string;
  readonly stack: string;
}

/**
 * Notes who has a job now; answers who had it first, which may be the same. What must be asked on the host is of that one,
 * however often the others take it.
 */
export async function firstTaker(queue: Queue, { run, stack }: Job, agent: string): Promise<string> {
  const [first, last] = [keys.first(run), keys.taken(run)];
  const before = (await queue.redis.hget(first, stack)) ?? agent;
  const noted = queue.redis.pipeline().hset(first, stack, before).hset(last, stack, agent);
  await noted.expire(first, KEPT_S).expire(last, KEPT_S).exec();
  return before;
}

/** Whether nobody waits any more for what is asked in a run. */
export const isWithdrawn = async (queue: Queue, run: string): Promise<boolean> =>
  (await queue.redis.exists(keys.withdrawn(run))) === 1;
