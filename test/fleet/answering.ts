import type { Evidence } from '../../src/domain/evidence.ts';
import type { AnswerBody, Labels, ObserveJob } from '../../src/domain/fleet-job.ts';
import { evidenceWith, healthy } from '../../src/pipeline/evidence.fixture.ts';
import { putAnswer } from '../../src/queue/answers.ts';
import { openQueue } from '../../src/queue/connection.ts';
import { tellOf } from '../../src/queue/happenings.ts';
import { keys, queuesOf } from '../../src/queue/names.ts';
import { leave, present } from '../../src/queue/registry.ts';
import { type AgentKey, newKey } from '../../src/queue/signing.ts';
import { workOn } from '../../src/queue/working.ts';

/** A sound stack, as an agent would find it. */
export const sound = (): Evidence => evidenceWith(healthy);

export interface Answering {
  readonly labels?: Labels;
  readonly key?: AgentKey;
  /** What it answers to a job; default: that the stack is sound. */
  answer?(job: ObserveJob, signal: AbortSignal): Promise<AnswerBody> | AnswerBody;
}

/** An agent that measures nothing: it takes jobs as a real one does, and has its answers at hand. */
export async function answering(url: string, name: string, options: Answering = {}) {
  const { labels = {}, key = newKey(), answer = () => ({ kind: 'observed', evidence: sound() }) } = options;
  const queue = await openQueue({ url });
  const taken: ObserveJob[] = [];
  const at = new Date().toISOString();
  await present(queue, {
    ...{ name, labels, ralph: '0.1.0', key: key.public, since: at, seenAt: at, busy: null, benchUsers: null },
  });
  const working = await workOn(
    queue,
    [
      {
        queues: queuesOf(name, labels),
        async take({ data, signal }) {
          const job = data as ObserveJob;
          const { run, stack } = job;
          taken.push(job);
          await queue.redis.hset(keys.taken(run), stack, name);
          await tellOf(queue, run, { stack, progress: { kind: 'taken', agent: name } });
          const probe = { kind: 'probe', agent: name, probe: 'llm', done: 1, of: 2 } as const;
          await tellOf(queue, run, { stack, progress: probe });
          const body = await answer(job, signal);
          const id = await putAnswer(queue, { run, stack, agent: name }, body, key);
          await tellOf(queue, run, { stack, progress: null });
          return id;
        },
      },
    ],
    { name, warn: () => {} },
  );
  return {
    key: key.public,
    taken,
    async [Symbol.asyncDispose]() {
      await working.close();
      await leave(queue, name);
      await queue.close();
    },
  };
}
