import { figure } from '../domain/figure.ts';
import type { Clock } from '../domain/host.ts';

/** Waits out rate limits as long as the run's budget lasts; false, without waiting, once it does not. */
export function rateBudget(
  budgetMs: number,
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal,
  note: (line: string) => void,
): (waitMs: number) => Promise<boolean> {
  let leftMs = budgetMs;
  return async (waitMs) => {
    if (waitMs > leftMs) return false;
    leftMs -= waitMs;
    note(
      `rate limited: waiting ${figure(waitMs / 1000, 's')}, ${figure(leftMs / 1000, 's')} of the budget left`,
    );
    await clock.sleep(waitMs, signal);
    return true;
  };
}
