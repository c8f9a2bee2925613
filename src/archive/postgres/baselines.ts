import type { Blessing } from '../inspect.ts';
import type { Session } from './connection.ts';
import type { Database } from './database.ts';
import { locked } from './locked.ts';
import { KEEPING, READING } from './series.ts';

const blessed = (session: Session): Promise<Blessing[]> =>
  session.rows<Blessing>(
    `SELECT target, branch, cycle, review FROM ralph.baseline ORDER BY target COLLATE "C", branch COLLATE "C" NULLS FIRST`,
  );

export const baselinesOf = (database: Database): Promise<readonly Blessing[]> =>
  database.read<readonly Blessing[]>(READING, [], blessed);

const remove = (session: Session, { target, branch }: Blessing): Promise<object[]> =>
  session.rows('DELETE FROM ralph.baseline WHERE target = $1 AND branch IS NOT DISTINCT FROM $2', [
    target,
    branch,
  ]);

/** Blesses a review, in place of the one that was blessed for its target and branch. */
export const bless = (database: Database, blessing: Blessing): Promise<void> =>
  database.write(KEEPING, async (session) => {
    await locked(session, 'baselines');
    await remove(session, blessing);
    const { target, branch, cycle, review } = blessing;
    await session.rows('INSERT INTO ralph.baseline (target, branch, cycle, review) VALUES ($1, $2, $3, $4)', [
      target,
      branch,
      cycle,
      review,
    ]);
  });

/** Takes the blessing from those that `isGone` says; answers with them. */
export const unbless = (
  database: Database,
  isGone: (blessing: Blessing) => boolean,
): Promise<readonly Blessing[]> =>
  database.write(KEEPING, async (session) => {
    await locked(session, 'baselines');
    const gone = (await blessed(session)).filter(isGone);
    for (const each of gone) await remove(session, each);
    return gone;
  });
