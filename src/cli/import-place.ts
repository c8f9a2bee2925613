/** A review that is kept, as far as its place goes. */
export interface Kept {
  readonly cycle: number;
  /** ISO 8601, UTC; null: the file cannot be read. */
  readonly reviewedAt: string | null;
}

/** Greater ones are no numbers of cycles; a date read as one would push all later reviews behind it. */
const MOST = 99_999;

/**
 * The number under which a review is kept: its own where that is above all that are there, so that reviews stand in the
 * order in which they came. One that goes back takes its own as well where that is free and its time says that it
 * belongs there, between those below and those above; else it takes the next number.
 */
export function cycleFor(own: number | null, reviewedAt: string | null, kept: readonly Kept[]): number {
  const next = kept.reduce((highest, { cycle }) => Math.max(highest, cycle), 0) + 1;
  if (own === null || own < 1 || own > MOST) return next;
  if (own >= next) return own;
  if (reviewedAt === null) return next;
  const fits = kept.every(
    (each) =>
      each.reviewedAt !== null &&
      each.cycle !== own &&
      (each.cycle < own ? each.reviewedAt <= reviewedAt : each.reviewedAt > reviewedAt),
  );
  return fits ? own : next;
}
