import { setTimeout as delay } from 'node:timers/promises';
import type { Queue } from './connection.ts';
import { farewell } from './farewell.ts';

/** What one side says in a stream, and the other reads. Nothing of it is left so long after the last word. */
const KEPT_S = 600;
const MOST_KEPT = 20_000;
const MOST_AT_ONCE = 50;
const WAIT_MS = 2_000;
const AWAY_MS = 200;

/** Names and values of one entry. */
export type Entry = Readonly<Record<string, string>>;

/** Puts words into a stream in the order in which they are said; what it takes to write one down may take a while. */
export function speaker(queue: Queue, key: string, warn: (message: string) => void) {
  let last: Promise<unknown> = Promise.resolve();
  return {
    say(word: () => Promise<Entry> | Entry): void {
      last = last
        .then(word)
        .then((entry) =>
          queue.redis
            .pipeline()
            .xadd(key, 'MAXLEN', '~', MOST_KEPT, '*', ...Object.entries(entry).flat())
            .expire(key, KEPT_S)
            .exec(),
        )
        .catch((error: Error) => warn(error.message));
    },
    /** Resolves when all was said, or the server is away. */
    done: (): Promise<void> => farewell(last),
  };
}

/**
 * Hears what is said in a stream from its first word on, in a connection of its own, and goes on where it was after the
 * server was away. `atMs`: when it came, by the monotonic clock of the process. Resolves once `signal` aborts.
 */
export async function listen(
  queue: Queue,
  key: string,
  { on, signal }: { readonly on: (entry: Entry, atMs: number) => void; readonly signal: AbortSignal },
): Promise<void> {
  const reader = queue.redis.duplicate();
  // Told by the connection that it is a copy of.
  reader.on('error', () => {});
  const end = (): void => reader.disconnect();
  signal.addEventListener('abort', end, { once: true });
  let last = '0';
  while (!signal.aborted) {
    const streams = await reader
      .xread('COUNT', MOST_AT_ONCE, 'BLOCK', WAIT_MS, 'STREAMS', key, last)
      .catch(() => delay(AWAY_MS, null));
    const atMs = performance.now();
    for (const [id, fields] of streams?.[0]?.[1] ?? []) {
      last = id;
      if (signal.aborted) break;
      const pairs = fields.flatMap((name, at) => (at % 2 === 0 ? [[name, fields[at + 1] ?? '']] : []));
      on(Object.fromEntries(pairs), atMs);
    }
  }
  signal.removeEventListener('abort', end);
  reader.disconnect();
}
