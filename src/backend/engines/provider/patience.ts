import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderFailure } from './provider-failure.ts';

/** Tells the time and lets it pass. */
export interface Clock {
  /** Monotonic, in ms. */
  nowMs(): number;
  /** Rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<unknown>;
}

/** How often a provider is asked, and for how long in all. */
export interface Patience {
  readonly tries: number;
  readonly deadlineMs: number;
  readonly clock: Clock;
}

const firstPauseMs = 100;

/** The clock of this machine. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};

/**
 * Tries again after a failure that may pass, at the moment the provider names or after a pause that doubles. Rejects
 * with the last failure when the tries are used up or the next one would come after the deadline.
 */
export async function persistently<Result>(
  attempt: () => Promise<Result>,
  { tries, deadlineMs, clock }: Patience,
  signal: AbortSignal,
): Promise<Result> {
  const startedAt = clock.nowMs();
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ProviderFailure) || error.retryAfterMs === null || tried >= tries) throw error;
      const pauseMs = Math.max(error.retryAfterMs, firstPauseMs * 2 ** (tried - 1));
      if (clock.nowMs() - startedAt + pauseMs >= deadlineMs) throw error;
      await clock.sleep(pauseMs, signal);
    }
  }
}
