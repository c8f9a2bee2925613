import { type Connection, inTransaction, type Session } from './connection.ts';
import { migrate, tablesIn } from './migrate.ts';

/** Tables of ours, made and brought up to date when they are needed. Throws ArchiveError. */
export interface Database {
  readonly place: string;
  /** Reads; `otherwise` where there are no tables yet, which reading does not make. */
  read<Result>(what: string, otherwise: Result, work: (session: Session) => Promise<Result>): Promise<Result>;
  /**
   * Some statements on one connection, with the tables there. While the server is away it waits, and begins again from the
   * beginning: also where nobody knows whether the last of them was done.
   */
  keep<Result>(what: string, work: (session: Session) => Promise<Result>): Promise<Result>;
  /** As {@link keep}, all of it or nothing. */
  write<Result>(what: string, work: (session: Session) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Who looks at something waits for a restart, and no longer, */
const READING_MS = 30_000;
/** and what was measured is worth more patience than that. */
const WRITING_MS = 300_000;

export function databaseOn(connection: Connection): Database {
  const { place } = connection;
  let isCurrent = false;

  function keep<Result>(what: string, work: (session: Session) => Promise<Result>): Promise<Result> {
    return connection.session({ what, patienceMs: WRITING_MS }, async (session) => {
      // Each time: a newer ralph may have come along since.
      if ((await tablesIn(session, place)) !== 'current')
        await inTransaction(session, () => migrate(session, place));
      return work(session);
    });
  }
  const write: Database['write'] = (what, work) =>
    keep(what, (session) => inTransaction(session, () => work(session)));

  return {
    place,
    keep,
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
