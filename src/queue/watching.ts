import type { JobProgress } from '../domain/fleet-job.ts';
import type { Queue } from './connection.ts';
import { filingOf, stillOut } from './filing.ts';
import { happenedSince } from './happenings.ts';

/** What happens in a run. */
export type FleetEvent =
  | { readonly kind: 'progress'; readonly stack: string; readonly progress: JobProgress }
  /** Nobody works for this stack any more: there is an answer, or there will be none. */
  | { readonly kind: 'ended'; readonly stack: string };

/** So many words at most are heard once all is over: whoever goes on talking keeps nobody. */
const MOST_LAST_WORDS = 20_000;

/** So long at most, what nobody tells of goes unseen: a job that failed for good, or was withdrawn. */
const LOOK_MS = 1_000;

/**
 * Tells what happens in a run from its beginning on, and resolves when nobody works for it any more. It may be watched by
 * several, and goes on through a restart of the server. Throws when `signal` aborts, and a QueueError where the run is
 * not in the queue.
 */
export async function watchFleet(
  queue: Queue,
  run: string,
  { signal, on }: { readonly signal: AbortSignal; on(event: FleetEvent): void },
): Promise<void> {
  const filing = await filingOf(queue, run);
  const out = new Set(filing?.asks.map(({ stack }) => stack));
  const reader = queue.redis.duplicate({ lazyConnect: false });
  reader.on('error', () => undefined);
  try {
    let since = '0';
    let waitMs = 1;
    let lastWords = 0;
    for (;;) {
      signal.throwIfAborted();
      const { happenings, last } = await happenedSince(reader, run, { since, waitMs });
      const now = new Set(await stillOut(queue, run));
      since = last;
      for (const { stack, progress } of happenings)
        if (progress && out.has(stack)) on({ kind: 'progress', stack, progress });
      for (const stack of out)
        if (!now.has(stack)) {
          out.delete(stack);
          on({ kind: 'ended', stack });
        }
      if (out.size === 0) lastWords += happenings.length;
      if (out.size === 0 && (happenings.length === 0 || lastWords > MOST_LAST_WORDS)) return;
      // What is left to be told of is there already.
      waitMs = out.size === 0 ? 1 : LOOK_MS;
    }
  } finally {
    reader.disconnect();
  }
}
