import { EngineUnavailable } from '../failures.ts';

/**
 * How a fault ends: by itself (`wait`), for a new connection once it is mended (`reopen`), when there is a place for the
 * file (`place`), or with another file (`replace`).
 */
type Mending = 'wait' | 'reopen' | 'place' | 'replace';

/** What is wrong with the database, in words to act on that name no path: 503 where the database itself is asked. */
export class DatabaseFault extends EngineUnavailable {
  readonly mending: Mending;

  constructor([message, mending]: readonly [message: string, mending: Mending], cause?: unknown) {
    super(message, { cause });
    this.mending = mending;
  }
}

const locked = ['the database is locked by another process', 'wait'] as const;
const damaged = ['the database file is not a database, or is damaged', 'replace'] as const;
const failing = ['the disk of the database does not work', 'wait'] as const;

/** By SQLite's primary result code: https://www.sqlite.org/rescode.html */
const faults: Readonly<Record<number, readonly [message: string, mending: Mending]>> = {
  1: ['the database is of another make', 'replace'],
  5: locked,
  6: locked,
  8: ['the database is read-only', 'reopen'],
  10: failing,
  11: damaged,
  13: ['the disk of the database is full', 'wait'],
  14: ['the database file cannot be opened', 'place'],
  26: damaged,
};

/** The database is not in use any more. */
export const databaseClosed = (): DatabaseFault => new DatabaseFault(['the database is closed', 'wait']);

/** The fault behind whatever the database threw; a text in it that is not JSON is damage. */
export function databaseFault(cause: unknown): DatabaseFault {
  if (cause instanceof DatabaseFault) return cause;
  if (cause instanceof SyntaxError) return new DatabaseFault(damaged, cause);
  const code = cause instanceof Error && 'errcode' in cause ? Number(cause.errcode) : 0;
  // The extended code has the primary one in its lowest byte.
  return new DatabaseFault(faults[code & 0xff] ?? failing, cause);
}
