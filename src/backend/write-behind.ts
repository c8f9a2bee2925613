import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/** Writes to a database that wait a moment and are committed together. */
export interface WriteBehind {
  /** Something is to be written. */
  soon(): void;
  /** Writes what waits, now, and commits even nothing. Throws when the database refuses. */
  flush(): void;
}

/**
 * Calls `write` at most once in `windowMs`, within a transaction, so that no answer waits for the disk; a crash loses
 * at most that window, and what the database refuses is lost: `flush` tells whether it takes anything.
 */
export function writeBehind(
  database: DatabaseSyncInstance,
  windowMs: number,
  write: () => void,
): WriteBehind {
  let timer: NodeJS.Timeout | undefined;

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    database.exec('BEGIN IMMEDIATE');
    try {
      write();
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }

  function flushQuietly() {
    try {
      flush();
    } catch {
      // Nobody waits for this commit. Whether the database works is asked with the next flush.
    }
  }

  return {
    soon() {
      timer ??= setTimeout(flushQuietly, windowMs);
    },
    flush,
  };
}
