import { jsonIn } from '../domain/from-json.ts';
import type { Trust } from './answers.ts';
import type { Queue } from './connection.ts';
import { keys } from './names.ts';
import { packed, unpacked } from './packing.ts';
import { type Entry, listen, speaker } from './said.ts';
import { type AgentKey, isSignedBy, signatureOf } from './signing.ts';

/** The name under which a hand signs, where an answer has that of its stack. */
const STACK = 'bench';
const MOST_CHARS = 64 * 1024;

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

/**
 * The end of who directs: orders go to all, and replies are believed of whom they are signed by; those of others than these
 * `agents` are not even looked at. `agoMs`: for how long a word was looked at.
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
      if (order.length <= MOST_CHARS) on(jsonIn(order));
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
