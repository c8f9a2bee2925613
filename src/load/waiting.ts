import { figure } from '../domain/figure.ts';
import type { Clock } from '../domain/host.ts';
import type { Pause } from '../domain/pace.ts';

/** A wait that nobody notices needs no line. */
const LEAST_TOLD_MS = 500;

/** The time that a run may spend waiting for rate limits, and the pauses that it was spent on. */
export interface Waiting {
  readonly pauses: readonly Pause[];
  leftMs(): number;
  /** Waits, and says so where it takes long; false, without waiting, once the budget does not last. Rejects when the run is interrupted. */
  wait(ms: number): Promise<boolean>;
}

/** A budget of so many ms, still whole. */
export function waitingBudget(
  budgetMs: number,
  clock: Pick<Clock, 'nowMs' | 'sleep'>,
  signal: AbortSignal,
  note: (line: string) => void,
): Waiting {
  const pauses: Pause[] = [];
  let leftMs = budgetMs;
  return {
    pauses,
    leftMs: () => leftMs,
    wait: async (ms) => {
      if (ms > leftMs) return false;
      leftMs -= ms;
      if (ms >= LEAST_TOLD_MS) {
        note(
          `rate limited: waiting ${figure(ms / 1000, 's')}, ${figure(leftMs / 1000, 's')} of the budget left`,
        );
      }
      const fromMs = clock.nowMs();
      await clock.sleep(ms, signal);
      pauses.push({ fromMs, toMs: clock.nowMs() });
      return true;
    },
  };
}
