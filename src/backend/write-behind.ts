import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/** Writes to a database that wait a moment and are committed together. */
export interface WriteBehind {
  /** Something is to be written. */
  soon(): void;
  /** Writes what waits, now. Throws when this, or the last commit on its own, failed. */
  flush(): void;
}

/**
 * Calls `write` at most once in `windowMs`, within a transaction, so that no answer waits for the disk; a crash loses
 * at most that window. What the database refuses is lost, and `flush` says so until a commit has worked again.
 */
export function writeBehind(
  database: DatabaseSyncInstance,
  windowMs: number,
  write: () => void,
): WriteBehind {
  let timer: NodeJS.Timeout | null = null;
  let failure: unknown = null;

  function commit() {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    try {
      database.exec('BEGIN IMMEDIATE');
      write();
      database.exec('COMMIT');
      failure = null;
    } catch (error) {
      failure = error;
      if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
    }
  }

  return {
    soon() {
      timer ??= setTimeout(commit, windowMs);
    },
    flush() {
      commit();
      if (failure !== null) throw failure;
    },
  };
}
