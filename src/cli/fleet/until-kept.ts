import { setTimeout as pause } from 'node:timers/promises';
import type { Archive } from '../../archive/archive.ts';
import { ArchiveError, DocumentError } from '../../archive/archive-error.ts';
import type { Text } from '../../domain/text.ts';

/** A server that is started anew is back long before. */
const PATIENCE_MS = 5 * 60_000;
/** Nothing is measured yet that could be lost, and the address may be wrong. */
const START_MS = 60_000;
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

const away = (patienceMs: number, why: string): Text => ({
  en: `the reviews cannot be kept now, which is tried again for ${patienceMs / 60_000} min: ${why}`,
  fr: `les revues ne peuvent être rangées maintenant ; nouvel essai pendant ${patienceMs / 60_000} min : ${why}`,
});

interface Patience {
  /** Told once. */
  say(line: Text): void;
  readonly signal: AbortSignal;
  readonly clock?: KeptClock;
}

interface Trying extends Patience {
  readonly patienceMs: number;
  passes(error: ArchiveError): boolean;
}

/** What one document is refused for stays so. */
const mayBeMended = (error: ArchiveError): boolean => !(error instanceof DocumentError);

/** Tries again, ever more slowly, what an archive refuses for a reason that passes. Throws what the last try said. */
async function tried<Result>(
  work: () => Promise<Result>,
  { say, signal, clock = CLOCK, patienceMs, passes }: Trying,
): Promise<Result> {
  const untilMs = clock.nowMs() + patienceMs;
  for (let waitMs = FIRST_MS, isSaid = false; ; waitMs = Math.min(LONGEST_MS, waitMs * 2)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ArchiveError && passes(error)) || clock.nowMs() >= untilMs) throw error;
      if (!isSaid) say(away(patienceMs, error.message));
      isSaid = true;
      await clock.sleep(waitMs, signal);
      signal.throwIfAborted();
    }
  }
}

/**
 * Keeps something in an archive that may be away, or full, for a while. Only for what is kept once however often it is
 * asked. Throws what the last try said, and when the signal aborts.
 */
export const untilKept = <Kept>(keep: () => Promise<Kept>, patience: Patience): Promise<Kept> =>
  tried(keep, { ...patience, patienceMs: PATIENCE_MS, passes: mayBeMended });

/** Looks, before anybody measures, whether an archive can be written to; one whose server is away is waited for. */
export const untilWritable = (archive: Pick<Archive, 'ensureWritable'>, patience: Patience): Promise<void> =>
  tried(() => archive.ensureWritable(), {
    ...patience,
    patienceMs: START_MS,
    passes: ({ isAway }) => isAway,
  });
