/** Runs tasks one after the other; false when so many wait already that this one is not taken. */
export type InTurn = (task: () => Promise<void>) => boolean;

/** A queue of `atMost` tasks, the running one counted. A task that rejects does not hold up the next. */
export function inTurn(atMost: number): InTurn {
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  return (task) => {
    if (waiting >= atMost) return false;
    waiting += 1;
    last = last
      .then(task)
      .catch(() => {})
      .finally(() => {
        waiting -= 1;
      });
    return true;
  };
}
