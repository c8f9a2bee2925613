import { inTurn } from '../http/in-turn.ts';

/** Who speaks on one socket: one turn at a time, and a newer one takes the floor from the older. */
export interface Floor {
  /** Stops the turn at work. False when there is none that was not stopped before. */
  interrupt(): boolean;
  /** Stops the turn at work, and takes this one after it has ended. False, and nothing stopped, when too many wait. */
  take(turn: (signal: AbortSignal) => Promise<void>): boolean;
  /** Does something between turns. False when too many wait. */
  between(errand: () => Promise<void>): boolean;
}

/** A floor for `atMost` turns and errands, the one at work counted. */
export function floor(atMost: number): Floor {
  const queue = inTurn(atMost);
  let latest = new AbortController();
  let taken = 0;

  function interrupt(): boolean {
    if (taken === 0 || latest.signal.aborted) return false;
    latest.abort();
    return true;
  }

  return {
    interrupt,
    between: queue,
    take(turn) {
      const mine = new AbortController();
      const accepted = queue(() =>
        turn(mine.signal).finally(() => {
          taken -= 1;
        }),
      );
      if (!accepted) return false;
      interrupt();
      latest = mine;
      taken += 1;
      return true;
    },
  };
}
