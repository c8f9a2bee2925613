import { statSync } from 'node:fs';
import { type DatabaseFault, databaseClosed, databaseFault } from './database-fault.ts';
import { type Tables, writable } from './tables.ts';

/** A way to the tables that is opened anew when that can help. */
export interface Connection {
  /** Does something with the tables. Throws DatabaseFault. */
  use<Result>(work: (tables: Tables) => Result): Result;
  close(): void;
}

/** A file as it is now: which one lies at the path, and what is in it. In memory nothing ever changes. */
function stampOf(path: string | null) {
  const stat = path === null ? undefined : statSync(path, { throwIfNoEntry: false });
  return stat ? { file: `${stat.dev}:${stat.ino}`, content: `${stat.size}:${stat.mtimeMs}` } : null;
}

/**
 * A connection to a path (null: memory) that is opened when it is used, and again when its file was removed or replaced,
 * or may be written after all. A closed connection lives on until its statements are collected as garbage, so one that
 * cannot help is not opened: a file that was found unusable has to change first.
 */
export function connection(path: string | null, open: () => Tables): Connection {
  let held: { readonly tables: Tables; readonly file: string | undefined } | null = null;
  let unusable: { readonly fault: DatabaseFault; readonly stamp: string } | null = null;
  let readOnly = false;
  let closed = false;

  function drop(): void {
    held?.tables.database.close();
    held = null;
    readOnly = false;
  }

  function opened(): Tables {
    const stamp = JSON.stringify(stampOf(path));
    if (unusable?.stamp === stamp) throw unusable.fault;
    try {
      const tables = open();
      held = { tables, file: stampOf(path)?.file };
      unusable = null;
      return tables;
    } catch (cause) {
      const fault = databaseFault(cause);
      if (fault.mending === 'replace') unusable = { fault, stamp };
      throw fault;
    }
  }

  return {
    use(work) {
      if (closed) throw databaseClosed();
      try {
        if (held && (held.file !== stampOf(path)?.file || (readOnly && writable(path)))) drop();
        return work(held?.tables ?? opened());
      } catch (cause) {
        const fault = databaseFault(cause);
        readOnly = fault.mending === 'reopen';
        throw fault;
      }
    },
    close() {
      closed = true;
      drop();
    },
  };
}
