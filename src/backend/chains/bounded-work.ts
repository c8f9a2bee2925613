/** How much is worked on at once, and how much may wait for its turn. */
export interface Bounds {
  readonly atOnce: number;
  readonly waitingAtMost: number;
}

/** Does some work when its turn comes; null when there is no room to wait. Rejects when the caller leaves while waiting. */
export type Admit = <Result>(work: () => Promise<Result>, caller: AbortSignal) => Promise<Result> | null;

/**
 * Lets a few pieces of work be done at once and the others in the order in which they came. What waits uses up nobody's
 * deadline, and never starts once its caller is gone.
 */
export function boundedWork({ atOnce, waitingAtMost }: Bounds): Admit {
  let underWay = 0;
  const waiting = new Set<() => void>();

  const turnOf = (caller: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const start = () => {
        caller.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.delete(start);
        reject(caller.reason);
      };
      waiting.add(start);
      caller.addEventListener('abort', leave, { once: true });
    });

  /** Hands the place of what is done to what waits longest. */
  function handOn() {
    const [start] = waiting;
    if (!start) {
      underWay -= 1;
      return;
    }
    waiting.delete(start);
    start();
  }

  return (work, caller) => {
    if (caller.aborted) return Promise.reject(caller.reason);
    if (underWay < atOnce) {
      underWay += 1;
      return work().finally(handOn);
    }
    if (waiting.size >= waitingAtMost) return null;
    return turnOf(caller).then(() => work().finally(handOn));
  };
}
