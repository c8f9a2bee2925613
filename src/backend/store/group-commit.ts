/** Changes of one round of the event loop, written together. */
export interface GroupCommit {
  /** Something changed: resolves once it is written, or once it is kept for later because the database refuses. */
  changed(): Promise<void>;
  /** Writes what waits, now. Throws what the database last refused with. */
  flush(): void;
  /** Writes one last time, whatever was refused before. Throws when the database refuses. */
  end(): void;
}

/** After a refusal the database is left in peace for so long. */
const retryMs = 250;

/** What does not outlive the process anyhow is written so often, and when it is asked for. */
const lazyMs = 1_000;

/** When to write what changed: before the answer to it, or some time. */
type Promptness = 'before-the-answer' | 'some-time';

/**
 * Calls `write` once for all that changed in a round of the event loop, so that an answer that waits for it costs no
 * commit of its own; or, some time, once a second. Even then the answers of a round leave together, which wakes their
 * clients once and not each by itself. What was written survives the end of the process, however it ends. When `write`
 * throws it is called again every 250 ms until it does not; nobody waits for that.
 */
export function groupCommit(write: () => void, promptness: Promptness = 'before-the-answer'): GroupCommit {
  let round: Promise<void> | undefined;
  let waiting: NodeJS.Timeout | undefined;
  let refused: { readonly error: unknown; readonly retry: NodeJS.Timeout } | null = null;
  let ended = false;

  function attempt(): void {
    try {
      write();
    } catch (error) {
      refused = { error, retry: setTimeout(retry, retryMs).unref() };
      throw error;
    }
  }

  function quietly(): void {
    if (refused || ended) return;
    try {
      attempt();
    } catch {
      // It is tried again; until then `flush` tells of it.
    }
  }

  function retry(): void {
    refused = null;
    quietly();
  }

  function writeSomeTime(): void {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      quietly();
    }, lazyMs).unref();
  }

  return {
    changed() {
      if (refused) return Promise.resolve();
      round ??= new Promise((resolve) => {
        setImmediate(() => {
          round = undefined;
          if (promptness === 'some-time') writeSomeTime();
          else quietly();
          resolve();
        });
      });
      return round;
    },
    flush() {
      if (refused) throw refused.error;
      attempt();
    },
    end() {
      if (ended) return;
      ended = true;
      clearTimeout(refused?.retry);
      clearTimeout(waiting);
      write();
    },
  };
}
