import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/** Changes of one round of the event loop, committed together. */
export interface GroupCommit {
  /** Something changed: resolves once it is committed, or once the database has refused it. */
  changed(): Promise<void>;
  /** Commits what waits, now. Throws when the database refuses. */
  flush(): void;
}

/**
 * Calls `write` within one transaction for all that changed in a round of the event loop, so that an answer that waits
 * for it costs no commit of its own. What was committed survives the end of the process, however it ends; what the
 * database refuses is lost there, and `flush` tells whether it takes anything.
 */
export function groupCommit(database: DatabaseSyncInstance, write: () => void): GroupCommit {
  let round: Promise<void> | undefined;

  function flush(): void {
    database.exec('BEGIN IMMEDIATE');
    try {
      write();
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }

  function flushQuietly(): void {
    if (!database.isOpen) return;
    try {
      flush();
    } catch {
      // The conversation goes on without its database; whether it works is asked with the next flush.
    }
  }

  return {
    changed() {
      round ??= new Promise((resolve) => {
        setImmediate(() => {
          round = undefined;
          flushQuietly();
          resolve();
        });
      });
      return round;
    },
    flush,
  };
}
