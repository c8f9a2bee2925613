/**
 * When cycles are due. Slots are computed, never counted on from the end of a run, so that nothing drifts.
 *
 * `every` runs on the monotonic clock: a clock that is set moves none of its slots. `cron` runs on the clock on the wall,
 * because 3 o'clock is what that clock says.
 */
export interface Schedule {
  readonly clock: 'monotonic' | 'wall';
  /** Whether a cycle is due at once, as the first. */
  readonly startsNow: boolean;
  /** The first slot after a moment of its clock, in ms. */
  next(afterMs: number): number;
}

/** A slot each `everyMs`, the first at `anchorMs` of the monotonic clock. */
export function every(everyMs: number, anchorMs: number): Schedule {
  const slot = (count: number): number => anchorMs + everyMs * count;
  return {
    clock: 'monotonic',
    startsNow: true,
    next(afterMs) {
      const count = Math.floor((afterMs - anchorMs) / everyMs) + 1;
      // Of a moment that is a slot itself, rounding may give that slot again.
      return slot(count) > afterMs ? slot(count) : slot(count + 1);
    },
  };
}

/** More slots are not counted one by one. */
export const MOST_COUNTED = 1000;

/** How many slots lie after one moment and up to another. */
export function slotsBetween({ next }: Schedule, afterMs: number, untilMs: number): number {
  let count = 0;
  for (let slot = next(afterMs); slot <= untilMs && count < MOST_COUNTED; slot = next(slot)) count++;
  return count;
}
