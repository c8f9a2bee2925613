import type { Queue as Engine, Job } from 'bullmq';
import type { Addressee } from '../domain/fleet-job.ts';
import type { Queue } from './connection.ts';
import { FLEETS } from './names.ts';

/** One stack of a fleet, and whom to ask for it. */
export interface Ask {
  readonly stack: string;
  readonly asked: Addressee;
  readonly probes: readonly string[] | null;
  readonly samples: number | null;
}

/** A fleet review as it is filed: a job of its own, and one below it for each stack. */
export interface Filing {
  /** 32 hexadecimal digits, drawn at random. */
  readonly run: string;
  /** Name of the fleet. */
  readonly fleet: string;
  readonly asks: readonly Ask[];
  /** How often a stack is asked where its agent could not do it; what an agent died of comes back by itself. */
  readonly attempts: number;
  /** What whoever judges has to know, also when it is another process: small, and no secret. */
  readonly memo: unknown;
}

const known = new WeakMap<Queue, Promise<Engine>>();

/** The engine's view of the queue of fleets, on the connection that is open. */
export function fleetsOf(queue: Queue): Promise<Engine> {
  const before = known.get(queue);
  if (before) return before;
  const opened = import('bullmq').then((bullmq) => new bullmq.Queue(FLEETS, queue.engine));
  known.set(queue, opened);
  return opened;
}

/** The job of a run; undefined where it is not (or no more) in the queue. */
export async function fleetJob(queue: Queue, run: string): Promise<Job<Filing> | undefined> {
  return (await fleetsOf(queue)).getJob(run);
}
