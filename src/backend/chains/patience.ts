/** How long, and for whom, something is worth waiting for. */
export interface Patience {
  /** Aborts when the caller's signal does, or when the time is up; the time runs from when it is first asked for. */
  readonly signal: AbortSignal;
  /** Whether the time was up. */
  isOver(): boolean;
  /** Lets go of the clock and of the caller, whose signal may outlive many uses: a connection's does. */
  end(): void;
}

/** Patience for so many ms, as long as the caller waits. It costs nothing to those who never look at its signal. */
export function patience(ms: number, caller: AbortSignal): Patience {
  let signal: AbortSignal | null = null;
  let over = false;
  let end = () => {};

  function begin(): AbortSignal {
    const waiting = new AbortController();
    const leave = () => waiting.abort(caller.reason);
    const clock = setTimeout(() => {
      over = true;
      waiting.abort();
    }, ms);
    caller.addEventListener('abort', leave, { once: true });
    end = () => {
      clearTimeout(clock);
      caller.removeEventListener('abort', leave);
    };
    return waiting.signal;
  }

  return {
    get signal() {
      signal ??= begin();
      return signal;
    },
    isOver: () => over,
    end: () => end(),
  };
}
