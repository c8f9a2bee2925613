import { setTimeout as pause } from 'node:timers/promises';
import { ArchiveError, DocumentError } from '../../archive/archive-error.ts';
import type { Text } from '../../domain/text.ts';

/** A server that is started anew is back long before. */
const PATIENCE_MS = 5 * 60_000;
const FIRST_MS = 500;
const LONGEST_MS = 5_000;

export interface KeptClock {
  nowMs(): number;
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
}

const CLOCK: KeptClock = {
  nowMs: () => performance.now(),
  sleep: (ms, signal) => pause(ms, undefined, { signal }),
};

const away = (why: string): Text => ({
  en: `the reviews cannot be kept now, which is tried again for five minutes: ${why}`,
  fr: `les revues ne peuvent être rangées maintenant ; nouvel essai pendant cinq minutes : ${why}`,
});

/**
 * Keeps something in an archive that may be away for a while: tried again, ever more slowly, and said once. Only for what
 * is kept once however often it is asked. Throws what the last try said, and when the signal aborts.
 */
export async function untilKept<Kept>(
  keep: () => Promise<Kept>,
  {
    say,
    signal,
    clock = CLOCK,
  }: { say(line: Text): void; readonly signal: AbortSignal; readonly clock?: KeptClock },
): Promise<Kept> {
  const untilMs = clock.nowMs() + PATIENCE_MS;
  for (let waitMs = FIRST_MS, isSaid = false; ; waitMs = Math.min(LONGEST_MS, waitMs * 2)) {
    try {
      return await keep();
    } catch (error) {
      // What one document is refused for stays so.
      const isAway = error instanceof ArchiveError && !(error instanceof DocumentError);
      if (!isAway || clock.nowMs() >= untilMs) throw error;
      if (!isSaid) say(away(error.message));
      isSaid = true;
      await clock.sleep(waitMs, signal);
      signal.throwIfAborted();
    }
  }
}
