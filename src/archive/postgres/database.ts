import type { Connection, Session } from './connection.ts';
import { migrate, tablesIn } from './migrate.ts';

/** Tables of ours, made and brought up to date when they are needed. Throws ArchiveError. */
export interface Database {
  readonly place: string;
  /** Reads; `otherwise` where there are no tables yet, which reading does not make. */
  read<Result>(what: string, otherwise: Result, work: (session: Session) => Promise<Result>): Promise<Result>;
  /**
   * Does all of it or nothing. While the server is away it waits, and begins again from the beginning: also where nobody
   * knows whether it was done.
   */
  write<Result>(what: string, work: (session: Session) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Who looks at something waits for a restart, and no longer, */
const READING_MS = 15_000;
/** and what was measured is worth more patience than that. */
const WRITING_MS = 300_000;

export function databaseOn(connection: Connection): Database {
  const { place } = connection;
  let isCurrent = false;

  function write<Result>(what: string, work: (session: Session) => Promise<Result>): Promise<Result> {
    return connection.transaction({ what, patienceMs: WRITING_MS }, async (session) => {
      // Each time: a newer ralph may have come along since.
      if ((await tablesIn(session, place)) !== 'current') await migrate(session, place);
      return work(session);
    });
  }
  return {
    place,
    write,
    async read(what, otherwise, work) {
      const asked = { what, patienceMs: READING_MS };
      const found = await connection.session(asked, async (session) => {
        const tables = isCurrent ? 'current' : await tablesIn(session, place);
        isCurrent = tables === 'current';
        return isCurrent ? { result: await work(session) } : tables;
      });
      if (typeof found === 'object') return found.result;
      // Older tables are not read: what reads is of one version.
      return found === 'none' ? otherwise : write(what, work);
    },
    close: connection.close,
  };
}
