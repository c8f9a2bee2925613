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

/**
 * Calls `write` once for all that changed in a round of the event loop, so that an answer that waits for it costs no
 * commit of its own. What was written survives the end of the process, however it ends. When `write` throws it is
 * called again every 250 ms until it does not; nobody waits for that.
 */
export function groupCommit(write: () => void): GroupCommit {
  let round: Promise<void> | undefined;
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

  return {
    changed() {
      if (refused) return Promise.resolve();
      round ??= new Promise((resolve) => {
        setImmediate(() => {
          round = undefined;
          quietly();
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
      write();
    },
  };
}
