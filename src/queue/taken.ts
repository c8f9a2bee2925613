import { KEPT_S } from './answers.ts';
import type { Queue } from './connection.ts';
import { keys } from './names.ts';

interface Job {
  readonly run: string;
  readonly stack: string;
}

/** Notes who has a job now; answers who had it last before, which may be the same; null: nobody. */
export async function takenBefore(queue: Queue, { run, stack }: Job, agent: string): Promise<string | null> {
  const key = keys.taken(run);
  const before = await queue.redis.hget(key, stack);
  await queue.redis.pipeline().hset(key, stack, agent).expire(key, KEPT_S).exec();
  return before;
}

/** Whether nobody waits any more for what is asked in a run. */
export const isWithdrawn = async (queue: Queue, run: string): Promise<boolean> =>
  (await queue.redis.exists(keys.withdrawn(run))) === 1;
