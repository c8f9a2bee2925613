import { randomBytes } from 'node:crypto';
import type { Addressee, ObserveJob } from '../domain/fleet-job.ts';
import type { Text } from '../domain/text.ts';
import { type Answer, KEPT_S, type Readers, readAnswer } from './answers.ts';
import type { Queue } from './connection.ts';
import { type Ask, type Filing, fleetJob, fleetsOf } from './fleets.ts';
import { NAME } from './job-check.ts';
import { FLEETS, jobIdOf, jobKeyOf, keys, PREFIX, queueOf } from './names.ts';
import { QueueError } from './queue-error.ts';

export type { Ask, Filing } from './fleets.ts';

/** What came back for a stack, or that nothing did. */
export type StackAnswer = { readonly stack: string; readonly asked: Addressee } & (
  | Answer
  /** `agent` took it last; null: nobody did. */
  | { readonly kind: 'silent'; readonly agent: string | null; readonly why: Text }
);

/** A name for a run that none had before. */
export const newRun = (): string => randomBytes(16).toString('hex');

/** How often whoever judges a fleet tries, when it could not. */
const JUDGED_TRIES = 3;
const RETRY_MS = 5_000;
const DAY_S = 24 * 3600;
const MOST_CLEANED = 100;

const jobOf = (run: string, { stack, probes, samples }: Ask): ObserveJob => ({
  ...{ schema: 'ralph/observe-job@1', run, stack, probes, samples },
});

/** Files a run; filed again, it stays as it is. */
export async function fileFleet(queue: Queue, filing: Filing): Promise<void> {
  const { run, fleet, asks, attempts } = filing;
  if (await fleetJob(queue, run)) return;
  const { FlowProducer } = await import('bullmq');
  await new FlowProducer(queue.engine).add({
    ...{ name: fleet, queueName: FLEETS, data: filing, prefix: PREFIX },
    opts: {
      ...{ jobId: run, attempts: JUDGED_TRIES, backoff: { type: 'exponential', delay: RETRY_MS } },
      removeOnComplete: { age: 7 * DAY_S, count: 100 },
      removeOnFail: { age: 30 * DAY_S, count: 100 },
    },
    children: asks.map((ask) => ({
      ...{ name: ask.stack, queueName: queueOf(ask.asked), data: jobOf(run, ask), prefix: PREFIX },
      opts: {
        ...{ jobId: jobIdOf(run, ask.stack), attempts },
        backoff: { type: 'exponential', delay: RETRY_MS },
        // Its result stays with the fleet, whose review has to be made though a stack fails.
        ...{ ignoreDependencyOnFailure: true, removeOnComplete: true, removeOnFail: true },
      },
    })),
  });
}

/** What was filed; undefined where the run is not (or no more) in the queue. */
export const filingOf = async (queue: Queue, run: string): Promise<Filing | undefined> =>
  (await fleetJob(queue, run))?.data;

/** The job of a run. Throws {@link QueueError} where it is no more in the queue. */
async function filed(queue: Queue, run: string) {
  const job = await fleetJob(queue, run);
  if (job) return job;
  throw new QueueError(queue.place, {
    found: `no fleet review ${run} in the queue`,
    expected: 'a server that keeps its data through a restart (appendonly yes); start the review afresh',
  });
}

/** Names of the stacks that nobody has answered for yet, and that somebody still may. */
export async function stillOut(queue: Queue, run: string): Promise<string[]> {
  const job = await filed(queue, run);
  const { unprocessed = [] } = await job.getDependencies();
  const out = new Set(unprocessed);
  return job.data.asks.filter((ask) => out.has(jobKeyOf(run, ask))).map(({ stack }) => stack);
}

/** Takes back what is still out: those who work on it stop, and who watches sees it end. Names of the stacks. */
export async function withdraw(queue: Queue, run: string): Promise<string[]> {
  const job = await filed(queue, run);
  const out = new Set(await stillOut(queue, run));
  if (out.size === 0) return [];
  await queue.redis.set(keys.withdrawn(run), '1', 'EX', KEPT_S);
  const { Queue: Engine } = await import('bullmq');
  for (const { stack, asked } of job.data.asks.filter((ask) => out.has(ask.stack))) {
    const waiting = new Engine(queueOf(asked), queue.engine);
    const child = await waiting.getJob(jobIdOf(run, stack));
    // One that is worked on cannot be removed: its agent hears of it, and nobody waits for it any more.
    await child?.removeChildDependency();
    await child?.remove().catch(() => undefined);
    await waiting.close();
  }
  return [...out];
}

const SILENT: Readonly<Record<'nobody' | 'took' | 'failed', (agent: string) => Text>> = {
  nobody: () => ({ en: 'no agent took it', fr: 'aucun agent ne l’a pris' }),
  took: (agent) => ({
    en: `${agent} took it and did not come back in time`,
    fr: `${agent} l’a pris et n’est pas revenu à temps`,
  }),
  failed: (agent) => ({
    en: `${agent} took it and died of it more than once`,
    fr: `${agent} l’a pris et s’est arrêté plus d’une fois en route`,
  }),
};

/**
 * One answer for every stack of a run, or for each of `stacks`, in the order in which they were filed, read one at a time.
 */
export async function* answersOf(
  queue: Queue,
  run: string,
  readers: Readers,
  stacks?: readonly string[],
): AsyncGenerator<StackAnswer> {
  const job = await filed(queue, run);
  const { processed = {}, ignored = {} } = await job.getDependencies();
  const taken = await queue.redis.hgetall(keys.taken(run));
  for (const ask of job.data.asks.filter(({ stack }) => stacks?.includes(stack) ?? true)) {
    const { stack, asked } = ask;
    const key = jobKeyOf(run, ask);
    if (Object.hasOwn(processed, key)) {
      yield { stack, asked, ...(await readAnswer(queue, { run, stack, asked }, processed[key], readers)) };
      continue;
    }
    const agent = NAME.test(taken[stack] ?? '') ? (taken[stack] ?? null) : null;
    const how = agent === null ? 'nobody' : Object.hasOwn(ignored, key) ? 'failed' : 'took';
    yield { ...{ stack, asked, kind: 'silent', agent }, why: SILENT[how](agent ?? '') };
  }
}

/** Drops what lies in the queue of a run that is judged and kept. */
export async function forget(queue: Queue, run: string): Promise<void> {
  const job = await fleetJob(queue, run);
  const { processed = {} } = (await job?.getDependencies()) ?? {};
  const answers = Object.values(processed).filter((id): id is string => typeof id === 'string');
  await queue.redis.unlink(
    keys.first(run),
    keys.taken(run),
    keys.progress(run),
    ...answers.map((id) => keys.answer(run, id)),
  );
  await job?.remove().catch(() => undefined);
  // Those of whoever was killed before he could do the same, and whose answers are gone by now.
  await (await fleetsOf(queue)).clean(KEPT_S * 1000, MOST_CLEANED, 'wait');
}
