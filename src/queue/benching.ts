import { fromJson } from '../domain/from-json.ts';
import type { Trust } from './answers.ts';
import type { Queue } from './connection.ts';
import { RUN } from './job-check.ts';
import { benchQueueOf, jobIdOf, keys } from './names.ts';
import { packed, unpacked } from './packing.ts';
import { type Entry, listen, speaker } from './said.ts';
import { type AgentKey, isSignedBy, signatureOf } from './signing.ts';

/** What asks an agent to make its share of loads; where the stack is, and what opens it, is the agent's own. */
export interface BenchJob {
  readonly schema: 'ralph/bench-job@1';
  readonly run: string;
  /** What is done to the stack; what that may be is for whoever makes loads to check. */
  readonly task: unknown;
}

/** The name under which a hand signs, where an answer has that of its stack. */
const STACK = 'bench';
const MOST_JOB = 64 * 1024;
const MOST_ORDER = 64 * 1024;

/** What lies in the queue as a job for a load; undefined where it is none. */
export function benchJobFrom(data: unknown): BenchJob | undefined {
  if (typeof data !== 'object' || data === null || JSON.stringify(data).length > MOST_JOB) return undefined;
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

/** One end of what is said while a load is made. */
export interface End<Word> {
  say(word: Word): void;
  /** Ends it when all was said. */
  close(): Promise<void>;
}

interface Listening {
  readonly run: string;
  readonly warn: (message: string) => void;
}

function read(text: string): unknown {
  try {
    return fromJson(text);
  } catch {
    return undefined;
  }
}

/**
 * The end of who directs: orders go to all, and replies are believed of whom they are signed by; those of others than these
 * `agents` are not even looked at. `agoMs`: for how long a
 * word was looked at.
 */
export function directingEnd(
  queue: Queue,
  {
    run,
    agents,
    warn,
    trust,
    on,
  }: Listening & {
    readonly agents: readonly string[];
    readonly trust: Trust;
    on(agent: string, word: unknown, agoMs: number): void;
  },
): End<unknown> {
  const over = new AbortController();
  const orders = speaker(queue, keys.orders(run), warn);
  const trusted = new Map<string, Promise<string | null>>();
  const warned = new Set<string>();

  /** Why a key is not believed; the same is not asked twice. */
  function doubt(agent: string, key: string): Promise<string | null> {
    const known = `${key} ${agent}`;
    const asked =
      trusted.get(known) ?? Promise.resolve(trust(agent, key)).then((why) => (why === null ? null : why.en));
    trusted.set(known, asked);
    return asked;
  }
  async function hear(entry: Entry, atMs: number): Promise<void> {
    const { agent = '', key = '', body = '', signature = '' } = entry;
    if (!agents.includes(agent)) return;
    const why = isSignedBy({ run, stack: STACK, agent, body }, signature, key)
      ? await doubt(agent, key)
      : `a word that is not signed by the key of ${agent}`;
    if (why === null) {
      const word = await unpacked(body).catch(() => undefined);
      on(agent, word, performance.now() - atMs);
    } else if (!warned.has(why)) {
      warned.add(why);
      warn(why);
    }
  }
  // One after the other, as they came.
  let last: Promise<void> = Promise.resolve();
  const heard = listen(queue, keys.replies(run), {
    on(entry, atMs) {
      last = last.then(() => hear(entry, atMs));
    },
    signal: over.signal,
  });
  return {
    say: (word) => orders.say(() => ({ order: JSON.stringify(word) })),
    async close() {
      await orders.done();
      over.abort();
      await heard;
      await queue.redis.unlink(keys.replies(run)).catch(() => undefined);
    },
  };
}

/** The end of one of those who make the load: what it says is signed. */
export function handsEnd(
  queue: Queue,
  {
    run,
    warn,
    agent,
    key,
    on,
  }: Listening & { readonly agent: string; readonly key: AgentKey; on(word: unknown): void },
): End<unknown> {
  const over = new AbortController();
  const replies = speaker(queue, keys.replies(run), warn);
  const heard = listen(queue, keys.orders(run), {
    on({ order = '' }) {
      if (order.length <= MOST_ORDER) on(read(order));
    },
    signal: over.signal,
  });
  return {
    say: (word) =>
      replies.say(async () => {
        const body = await packed(word);
        const signature = signatureOf({ run, stack: STACK, agent, body }, key);
        return { agent, key: key.public, body, signature };
      }),
    async close() {
      await replies.done();
      over.abort();
      await heard;
    },
  };
}
