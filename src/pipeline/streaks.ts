import type { Streak } from '../domain/change.ts';
import type { Review } from '../domain/review.ts';

/** What of an earlier review a streak needs. */
export type PastReview = Pick<Review, 'cycle'> & { readonly blockers: readonly { readonly id: string }[] };

/**
 * For each blocker, how many reviews in a row have had it, this one included. `history` holds the earlier reviews of
 * the same target, newest first.
 */
export function streaksOf(
  cycle: number,
  blockers: readonly { readonly id: string; readonly title: string }[],
  history: readonly PastReview[],
): Streak[] {
  return blockers.map(({ id, title }) => {
    const broken = history.findIndex((past) => !past.blockers.some((blocker) => blocker.id === id));
    const unbroken = broken === -1 ? history : history.slice(0, broken);
    return { id, title, cycles: unbroken.length + 1, since: unbroken.at(-1)?.cycle ?? cycle };
  });
}
