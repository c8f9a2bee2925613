import { ArchiveError } from '../archive-error.ts';
import type { Session } from './connection.ts';
import { locked } from './locked.ts';
import { type Migration, migrations as ours } from './migrations.ts';

/** How far the tables of a database are. */
export type Tables = 'none' | 'older' | 'current';

async function versionIn(session: Session): Promise<number> {
  const [found] = await session.rows<{ known: boolean }>(
    `SELECT to_regclass('ralph.migration') IS NOT NULL AS known`,
  );
  if (!found?.known) return 0;
  const [newest] = await session.rows<{ version: number | null }>(
    'SELECT max(version) AS version FROM ralph.migration',
  );
  return newest?.version ?? 0;
}

function compared(place: string, version: number, newest: number): Tables {
  if (version > newest)
    throw new ArchiveError(
      `${place}: found tables of version ${version}, expected at most ${newest}, which is as far as this ralph knows them; a newer ralph made them: update this one`,
    );
  if (version === newest) return 'current';
  return version === 0 ? 'none' : 'older';
}

/** How far the tables are. Throws {@link ArchiveError} where a newer ralph made them. */
export const tablesIn = async (session: Session, place: string, migrations = ours): Promise<Tables> =>
  compared(place, await versionIn(session), migrations.length);

/**
 * Makes the tables, or brings them up to date, in a transaction that the caller has opened; of several who do so at once one
 * does it and the others find it done.
 */
export async function migrate(
  session: Session,
  place: string,
  migrations: readonly Migration[] = ours,
): Promise<void> {
  await locked(session, 'tables');
  const [schema] = await session.rows<{ known: boolean }>(
    `SELECT to_regnamespace('ralph') IS NOT NULL AS known`,
  );
  // Who may not make a schema may have been given one.
  if (!schema?.known) await session.rows('CREATE SCHEMA ralph');
  const version = await versionIn(session);
  compared(place, version, migrations.length);
  if (version === 0)
    await session.rows(`CREATE TABLE IF NOT EXISTS ralph.migration (
      version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`);
  for (const step of migrations.slice(version)) {
    await session.rows(step.sql);
    await session.rows('INSERT INTO ralph.migration (version) VALUES ($1)', [step.version]);
  }
}
