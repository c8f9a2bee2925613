/** What a schedule needs of time, so that tests can hold it still. */
export interface Time {
  /** Monotonic milliseconds with a fraction. */
  nowMs(): number;
  /** Calls `wake` after about `ms`, as late as the system's timers are; the function it returns calls that off. */
  later(ms: number, wake: () => void): () => void;
  /** Calls `wake` in the next round of the event loop; likewise. */
  soon(wake: () => void): () => void;
}

/** Timers count whole milliseconds and come late: the last stretch before something is due is watched instead. */
const WATCHED_MS = 2;

interface Due {
  readonly atMs: number;
  readonly act: () => void;
}

/** Does things when they are due, and never before: all streams of a process share one. */
export interface Schedule {
  at(atMs: number, act: () => void): void;
}

/** A {@link Schedule} that sleeps while nothing is due soon and watches the clock when something is. */
export function createSchedule(time: Time): Schedule {
  /** The next one last. What is due at the same time is done in the order in which it was asked for. */
  const waiting: Due[] = [];
  let callOff = (): void => {};

  function arm(): void {
    callOff();
    const next = waiting.at(-1);
    if (!next) return;
    const leftMs = next.atMs - time.nowMs();
    callOff = leftMs > WATCHED_MS ? time.later(leftMs - WATCHED_MS, wake) : time.soon(wake);
  }

  function wake(): void {
    // Only what waits now: what is asked for meanwhile, however late already, lets the answers of others in first.
    const nowMs = time.nowMs();
    const due: Due[] = [];
    for (let next = waiting.at(-1); next && next.atMs <= nowMs; next = waiting.at(-1)) {
      due.push(next);
      waiting.pop();
    }
    for (const { act } of due) act();
    arm();
  }

  return {
    at(atMs, act) {
      let [low, high] = [0, waiting.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((waiting[middle]?.atMs ?? 0) > atMs) low = middle + 1;
        else high = middle;
      }
      waiting.splice(low, 0, { atMs, act });
      if (low === waiting.length - 1) arm();
    },
  };
}
