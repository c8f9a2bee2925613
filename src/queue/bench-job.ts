import type { Queue } from './connection.ts';
import { RUN } from './job-check.ts';
import { benchQueueOf, jobIdOf } from './names.ts';

/** What asks an agent to make its share of loads; where the stack is, and what opens it, is the agent's own. */
export interface BenchJob {
  readonly schema: 'ralph/bench-job@1';
  readonly run: string;
  /** What is done to the stack; what that may be is for whoever makes loads to check. */
  readonly task: unknown;
}

const MOST_CHARS = 64 * 1024;

/** What lies in the queue as a job for a load; undefined where it is none. */
export function benchJobFrom(data: unknown): BenchJob | undefined {
  if (typeof data !== 'object' || data === null || JSON.stringify(data).length > MOST_CHARS) return undefined;
  const { schema, run, task, ...more } = data as Readonly<Record<string, unknown>>;
  const isJob = schema === 'ralph/bench-job@1' && typeof run === 'string' && RUN.test(run);
  return isJob && Object.keys(more).length === 0 ? { schema, run, task } : undefined;
}

/** Asks agents for a load: each by a job of its own, which is tried once. The answer takes back what nobody has begun. */
export async function fileBench(
  queue: Queue,
  { run, task }: Pick<BenchJob, 'run' | 'task'>,
  agents: readonly string[],
): Promise<() => Promise<void>> {
  const { Queue: Engine } = await import('bullmq');
  const data: BenchJob = { schema: 'ralph/bench-job@1', run, task };
  const filed = await Promise.all(
    agents.map(async (agent) => {
      const waiting = new Engine(benchQueueOf(agent), queue.engine);
      const job = await waiting.add('bench', data, {
        ...{ jobId: jobIdOf(run, agent), attempts: 1, removeOnComplete: true, removeOnFail: true },
      });
      return { waiting, job };
    }),
  );
  return async () => {
    for (const { waiting, job } of filed) {
      // One that is worked on ends when its agent hears so.
      await job.remove().catch(() => undefined);
      await waiting.close();
    }
  };
}
