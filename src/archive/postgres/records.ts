import type { CycleRecord } from '../../domain/record.ts';
import { codeOf } from '../archive-error.ts';
import { type Entry, jsonName } from '../entry.ts';
import { type PackedRecord, packed, unpackedRecord } from '../packed-record.ts';
import type { RecordMaker, Records, Slip, Unusable } from '../record.ts';
import type { Database } from './database.ts';
import { KEEPING, LISTING, READING } from './series.ts';

// Records lie beside their reviews, by the build of ralph that made them: several builds may read one database. A record
// says of which bytes it was made and serves as long as they are there. Who may only read makes what is missing each time.

/** So many are made side by side, and kept at a time, */
const BATCH = 16;
/** and so many are fetched at a time. */
const FETCHED = 500;
/** What no build has made anew for so long was of one that is gone, or is soon made again. */
const KEPT_DAYS = 30;

interface Listed {
  readonly stem: string;
  readonly stamp: string | null;
  /** Null: there is no record of it. */
  readonly target: string | null;
  readonly reviewed_at: string | null;
}

interface Made {
  readonly stem: string;
  readonly stamp: string;
  readonly record: CycleRecord;
  readonly packed: PackedRecord;
}

const pieces = <Item>(items: readonly Item[], most: number): (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / most) }, (_, at) => items.slice(at * most, (at + 1) * most));

/** Whether who asks may only look. */
const mayNotWrite = (error: unknown): boolean =>
  error instanceof Error && ['42501', '25006'].includes(codeOf(error.cause));

async function keepMade(database: Database, maker: string, made: readonly Made[]): Promise<boolean> {
  const rows = made.map(({ stem, stamp, record, packed: { head, readings } }) => ({
    ...{ stem, stamp, head, target: record.target, reviewed_at: record.reviewedAt },
    readings: Buffer.from(readings).toString('base64'),
  }));
  try {
    await database.write(KEEPING, async (session) => {
      await session.rows(
        `INSERT INTO ralph.record (maker, stem, json_sha256, target, reviewed_at, head, readings)
         SELECT $1, stem, decode(stamp, 'hex'), target, reviewed_at, head, decode(readings, 'base64')
         FROM json_to_recordset($2::json)
           AS made (stem text, stamp text, target text, reviewed_at text, head text, readings text)
         WHERE EXISTS (SELECT FROM ralph.review WHERE review.stem = made.stem)
         ON CONFLICT (maker, stem) DO UPDATE SET (json_sha256, target, reviewed_at, head, readings, made_at)
           = (excluded.json_sha256, excluded.target, excluded.reviewed_at, excluded.head, excluded.readings, now())`,
        [maker, JSON.stringify(rows)],
      );
      await session.rows(
        `DELETE FROM ralph.record WHERE maker <> $1 AND made_at < now() - make_interval(days => ${KEPT_DAYS})`,
        [maker],
      );
    });
    return true;
  } catch (error) {
    if (mayNotWrite(error)) return false;
    throw error;
  }
}

/** Opens the records of all reviews, which are made where they are missing. */
export async function recordsIn(
  database: Database,
  maker: RecordMaker,
  entryOf: (stem: string) => Entry,
): Promise<Records> {
  const held = new Map<string, PackedRecord>();
  const corrupt: Unusable[] = [];
  let mayKeep = true;

  async function make(listed: readonly { readonly stem: string; readonly stamp: string | null }[]) {
    const made: Made[] = [];
    const unusable: Unusable[] = [];
    for (const batch of pieces(listed, BATCH)) {
      const read = await Promise.all(
        batch.map(async (each) => ({ ...each, record: await maker.read(entryOf(each.stem)) })),
      );
      const good = read.flatMap(({ stem, stamp, record }) => {
        if (!('corrupt' in record)) return [{ stem, stamp: stamp ?? '', record, packed: packed(record) }];
        unusable.push({ entry: entryOf(stem), why: record.corrupt });
        return [];
      });
      if (mayKeep && good.length > 0) mayKeep = await keepMade(database, maker.name, good);
      if (!mayKeep) for (const each of good) held.set(each.stem, each.packed);
      made.push(...good);
    }
    return { made, unusable };
  }

  const listed = await database.read<Listed[]>(LISTING, [], (session) =>
    session.rows<Listed>(
      `SELECT review.stem, encode(review.json_sha256, 'hex') AS stamp, record.target, record.reviewed_at
       FROM ralph.review LEFT JOIN ralph.record ON record.stem = review.stem AND maker = $1
         AND record.json_sha256 = review.json_sha256
       ORDER BY cycle, review.stem COLLATE "C"`,
      [maker.name],
    ),
  );
  const { made, unusable } = await make(listed.filter(({ target }) => target === null));
  const anew = new Map(made.map(({ stem, record }) => [stem, record]));
  corrupt.push(...unusable);
  const slips = listed.flatMap(({ stem, stamp, target, reviewed_at }): Slip[] => {
    const record = anew.get(stem);
    const known =
      record ?? (target !== null && reviewed_at !== null ? { target, reviewedAt: reviewed_at } : null);
    if (!known) return [];
    const entry = entryOf(stem);
    const row = {
      file: jsonName(entry),
      stamp: stamp ?? '',
      target: known.target,
      reviewedAt: known.reviewedAt,
    };
    return [{ entry, row }];
  });

  async function fetch(wanted: readonly Slip[]): Promise<Map<string, PackedRecord>> {
    const stems = wanted.map(({ entry }) => entry.stem).filter((stem) => !held.has(stem));
    const found = new Map<string, PackedRecord>(held);
    for (const some of pieces(stems, FETCHED)) {
      const rows = await database.read<({ stem: string } & PackedRecord)[]>(READING, [], (session) =>
        session.rows('SELECT stem, head, readings FROM ralph.record WHERE maker = $1 AND stem = ANY ($2)', [
          maker.name,
          some,
        ]),
      );
      for (const { stem, head, readings } of rows) found.set(stem, { head, readings });
    }
    return found;
  }

  return {
    slips,
    corrupt,
    async of(wanted) {
      const found = await fetch(wanted);
      const gone = wanted.filter(({ entry }) => !found.has(entry.stem));
      // Another build has swept them away meanwhile.
      const again = await make(gone.map(({ entry, row }) => ({ stem: entry.stem, stamp: row.stamp })));
      corrupt.push(...again.unusable);
      for (const each of again.made) found.set(each.stem, each.packed);
      return wanted.flatMap(({ entry }) => {
        const record = found.get(entry.stem);
        return record ? [unpackedRecord(record)] : [];
      });
    },
    close() {
      held.clear();
    },
  };
}
