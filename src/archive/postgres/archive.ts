import { shownPlace } from '../../domain/archive-place.ts';
import type { Archive } from '../archive.ts';
import { refuses } from '../archive-error.ts';
import { type Entry, namedBy } from '../entry.ts';
import { fleetKind, reviewKind } from '../kind.ts';
import { type Address, addressOf } from './address.ts';
import { baselinesOf, bless, unbless } from './baselines.ts';
import { stateOf, watching } from './changes.ts';
import { connect } from './connection.ts';
import { type Database, databaseOn } from './database.ts';
import { holding } from './holding.ts';
import { recordsIn } from './records.ts';
import { KEEPING, LISTING, seriesIn } from './series.ts';
import { fleetTable, reviewTable } from './tables.ts';

/** Proves that a review could be kept, by keeping one that is gone before anybody sees it. */
async function makeWritable(database: Database): Promise<void> {
  const stem = '0001-01-01-cycle-999999999';
  await database.write(KEEPING, async (session) => {
    await session.rows('SAVEPOINT probe');
    await session.rows('INSERT INTO ralph.review (stem, markdown) VALUES ($1, $2)', [
      stem,
      Buffer.from('May a review be kept here?'),
    ]);
    await session.rows(
      `INSERT INTO ralph.finding (stem, severity, id, title) VALUES ($1, 'note', 'probe', 'probe')`,
      [stem],
    );
    await session.rows('ROLLBACK TO SAVEPOINT probe');
  });
}

/** The archive in a Postgres database, which need not have its tables yet; it is connected to when it is asked. */
export function postgresArchive(address: string, env = process.env): Archive {
  const place = shownPlace(address);
  let known: Promise<Address> | undefined;
  const connection = connect(place, () => {
    known ??= addressOf(address, env);
    return known;
  });
  const database = databaseOn(connection);
  const reviews = seriesIn(database, reviewKind, reviewTable);
  const entryOf = (stem: string): Entry => {
    const named = namedBy('cycle', stem);
    if (!named) throw refuses.named(place, stem, 'cycle');
    return reviewKind.entryOf(named);
  };
  return {
    ...reviews,
    place,
    folder: null,
    records: (maker) => recordsIn(database, maker, entryOf),
    async targets() {
      const rows = await database.read<{ stem: string; target: string }[]>(LISTING, [], (session) =>
        session.rows('SELECT stem, target FROM ralph.review WHERE target IS NOT NULL'),
      );
      const known = new Map(rows.map(({ stem, target }) => [stem, target]));
      return ({ stem }) => known.get(stem);
    },
    async ensureWritable(cycle) {
      await makeWritable(database);
      const isTaken = (await reviews.entries()).some((entry) => entry.cycle === cycle);
      if (cycle !== undefined && isTaken) throw refuses.taken(place, 'cycle', cycle);
    },
    async holding(document) {
      const found = await holding(database, document);
      return found && { entry: entryOf(found.stem), isWhole: found.isWhole };
    },
    baselines: () => baselinesOf(database),
    bless: (blessing) => bless(database, blessing),
    unbless: (isGone) => unbless(database, isGone),
    state: () => stateOf(database),
    watch: (changed) => watching(database, changed),
    fleets: seriesIn(database, fleetKind, fleetTable),
    close: database.close,
  };
}
