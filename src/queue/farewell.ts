import { setTimeout as pause } from 'node:timers/promises';

const MOST_MS = 5_000;

/** Waits for the last words to a server, but not for one that is away: whatever they were, what comes next does not hang on them. */
export async function farewell(words: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  await Promise.race([words, pause(MOST_MS, undefined, { signal: over.signal })]).catch(() => {});
  over.abort();
}
