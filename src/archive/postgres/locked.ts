import type { Session } from './connection.ts';

/** "ralp", so that no other user of the database has the same lock. */
const OURS = 0x72616c70;

const LOCKS = { tables: 1, reviews: 2, fleets: 3, baselines: 4 } as const;

/** Waits until nobody else has this lock; it is held until the transaction ends, however it does. */
export async function locked(session: Session, what: keyof typeof LOCKS): Promise<void> {
  await session.rows('SELECT pg_advisory_xact_lock($1, $2)', [OURS, LOCKS[what]]);
}
