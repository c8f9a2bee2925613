import type { Clock } from '../domain/host.ts';
import type { Text } from '../domain/text.ts';
import type { Work } from './ask.ts';

/** Requests and conversations in all: a stack is asked, never flooded. */
const MOST_QUESTIONS = 60;
const MOST_TIME_MS = 300_000;
const MOST_WAITING_MS = 60_000;
/** Where a refusal does not say how long to wait. */
const BLIND_WAIT_MS = 5_000;
const LEAST_WAIT_MS = 1_000;
/** After so many questions in a row without an answer, another one says nothing new. */
const SILENT_QUESTIONS = 2;
/** Once it has kept silent, a stack gets a lookup's time for everything. */
const DEADLINES_MS: Readonly<Record<Work, number>> = { lookup: 5_000, inference: 30_000 };

const SILENT: Text = {
  en: 'two questions in a row were left without an answer',
  fr: 'deux questions de suite sont restées sans réponse',
};
const ENOUGH: Text = {
  en: 'the questions or the time for one stack are used up',
  fr: 'les questions ou le temps prévus pour une pile sont épuisés',
};
const LIMITED: Text = {
  en: 'rate limited for longer than ralph waits (60 s in all)',
  fr: 'débit limité plus longtemps que ralph n’attend (60 s en tout)',
};

/** How long to wait for answers on one channel, and when to stop hoping for any. */
export function createHope() {
  let silent = 0;
  return {
    lost: (): Text | undefined => (silent >= SILENT_QUESTIONS ? SILENT : undefined),
    deadlineMs: (work: Work = 'lookup'): number => DEADLINES_MS[silent > 0 ? 'lookup' : work],
    heard(answered: boolean): void {
      silent = answered ? 0 : silent + 1;
    },
  };
}

export type Hope = ReturnType<typeof createHope>;

/** What one stack may be asked in all, and how long its rate limit is waited out. */
export function createBudget(clock: Clock, signal: AbortSignal) {
  const startMs = clock.nowMs();
  let questions = 0;
  let waitedMs = 0;
  let limited = false;
  return {
    /** Counts one question, or says why it must not be put. */
    refuse(): Text | undefined {
      if (limited) return LIMITED;
      if (questions >= MOST_QUESTIONS || clock.nowMs() - startMs > MOST_TIME_MS) return ENOUGH;
      questions++;
      return undefined;
    },
    /** Waits for as long as the stack asked, or not at all when that is too long; the next `refuse` says so. */
    async waitOut(askedMs: number | null): Promise<void> {
      const waitMs = Math.max(LEAST_WAIT_MS, askedMs ?? BLIND_WAIT_MS);
      limited = waitedMs + waitMs > MOST_WAITING_MS;
      if (limited) return;
      waitedMs += waitMs;
      await clock.sleep(waitMs, signal);
    },
  };
}
