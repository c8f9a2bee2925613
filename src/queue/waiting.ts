import type { Addressee } from '../domain/fleet-job.ts';
import type { Queue } from './connection.ts';
import { queueOf } from './names.ts';

/** How many jobs wait for each of these, in their order: taken, delayed and waiting ones together. */
export async function waitingFor(queue: Queue, asked: readonly Addressee[]): Promise<number[]> {
  const { Queue: Engine } = await import('bullmq');
  const counted = async (name: string): Promise<number> => {
    const line = new Engine(name, queue.engine);
    try {
      return await line.getJobCountByTypes('wait', 'active', 'delayed', 'prioritized');
    } finally {
      await line.close();
    }
  };
  const names = asked.map(queueOf);
  const counts = new Map<string, Promise<number>>();
  for (const name of names) if (!counts.has(name)) counts.set(name, counted(name));
  return Promise.all(names.map((name) => counts.get(name) ?? 0));
}
