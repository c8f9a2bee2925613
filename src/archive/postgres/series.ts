import { randomUUID } from 'node:crypto';
import type { Documents, Series } from '../archive.ts';
import { refuses } from '../archive-error.ts';
import { type FleetEntry, isStem, namedBy } from '../entry.ts';
import { isLack, type Kind, written } from '../kind.ts';
import { inTransaction, type Session } from './connection.ts';
import type { Database } from './database.ts';
import { bounded, contentsIn, contentsOf, fetched, NOTHING } from './documents.ts';
import { areSame, complete, type Insertion, insert } from './insert.ts';
import { locked } from './locked.ts';
import type { Table } from './tables.ts';

// How a number is given to one review only, whatever dies when.
//
// A review is drawn under the number that it is likely to have. Then, in one transaction, whoever publishes takes a lock of
// the database, looks whether that number is still the next, and keeps the review; who was overtaken draws anew under
// the lock, so nobody draws more than twice. Who dies or falls silent holds it no longer than its connection. What
// it is published under (an id, made up where none is given) goes with the review, so whoever lost the connection while it
// was kept finds it there. An index that lets no two published reviews have one number stands behind all that.

export const LISTING = 'cannot list its reviews';
export const READING = 'cannot read its reviews';
export const KEEPING = 'cannot keep reviews there';

const bytesOf = (document: string | Uint8Array): Uint8Array =>
  typeof document === 'string' ? Buffer.from(document) : document;

/** One piece of work after the other: each publishing holds a connection, and reads by others while it draws. */
function turns(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
}

/** A review as it was drawn under a number. */
type Ready = Omit<Insertion, 'table' | 'id'> & { readonly number: number };

/** The reviews of one kind in a database. */
export function seriesIn<Name extends { readonly stem: string }, Contents, Drawn>(
  database: Database,
  kind: Kind<Name, Contents, Drawn>,
  { name: table, number: column, lock, outline }: Table<Contents>,
): Series<Name, Contents, Drawn> {
  const { place } = database;
  const inTurn = turns();
  const named = (stem: string): FleetEntry => {
    const found = namedBy(kind.word, stem);
    if (!found) throw refuses.named(place, stem, kind.word);
    return found;
  };

  async function freeNumber(session: Session, given: number | undefined): Promise<number> {
    const [found] = await session.rows<{ next: number; taken: boolean }>(
      `SELECT coalesce(max(${column}), 0) + 1 AS next, coalesce(bool_or(${column} = $1), false) AS taken FROM ralph.${table}`,
      [given ?? 0],
    );
    if (given !== undefined && found?.taken) throw refuses.taken(place, kind.word, given);
    return given ?? found?.next ?? 1;
  }

  async function outlined(json: Uint8Array | null, stem: string) {
    const contents = await contentsIn(kind, json, named(stem).number);
    return isLack(contents) ? null : outline(contents);
  }

  async function keptUnder(session: Session, id: string): Promise<Name | undefined> {
    const [row] = await session.rows<{ stem: string }>(
      `SELECT stem FROM ralph.${table} WHERE publish_id = $1`,
      [id],
    );
    return row && kind.entryOf(named(row.stem));
  }

  return {
    entries: () =>
      database.read<readonly Name[]>(LISTING, [], async (session) => {
        const rows = await session.rows<{ stem: string }>(
          `SELECT stem FROM ralph.${table} ORDER BY ${column}, stem COLLATE "C"`,
        );
        return rows.map(({ stem }) => kind.entryOf(named(stem)));
      }),
    async read({ stem }) {
      const { json } = await database.read<Documents>(READING, NOTHING, (session) =>
        fetched(session, table, { stem, place, which: ['json'] }),
      );
      return contentsOf(kind, json, named(stem));
    },
    documents: ({ stem }) =>
      database.read<Documents>(READING, NOTHING, (session) =>
        fetched(session, table, { stem, place, which: ['json', 'markdown'] }),
      ),
    async put(stem, documents) {
      if (!isStem(kind.word, stem)) throw refuses.named(place, stem, kind.word);
      bounded(place, stem, documents);
      const known = await outlined(documents.json, stem);
      return database.write(KEEPING, async (session) => {
        await locked(session, lock);
        const [there] = await session.rows<{ json: Uint8Array | null; markdown: Uint8Array | null }>(
          `SELECT json_sha256 AS json, markdown_sha256 AS markdown FROM ralph.${table} WHERE stem = $1`,
          [stem],
        );
        const same = (['json', 'markdown'] as const).map((each) =>
          areSame(documents[each], there?.[each] ?? null),
        );
        if (same.includes(false)) throw refuses.differing(`${place} ${stem}`);
        const lacks = (['json', 'markdown'] as const).filter(
          (each) => documents[each] !== null && !there?.[each],
        );
        if (lacks.length === 0) return 'same';
        if (!there) await insert(session, { table, stem, ...documents, id: null, outline: known });
        else
          await complete(session, {
            ...{ table, stem, ...documents },
            outline: lacks.includes('json') ? known : null,
          });
        return 'new';
      });
    },
    publish: (draw, given, id = randomUUID()) =>
      inTurn(() => {
        let isOurs = false;
        let drawn: Ready | undefined;
        const drawnAs = async (number: number): Promise<Ready> => {
          if (drawn?.number === number) return drawn;
          const { stem, json, document } = await written(kind, await draw(number), number);
          const documents = { json: bytesOf(json), markdown: bytesOf(document) };
          drawn = { number, stem, ...documents, outline: await outlined(documents.json, stem) };
          return drawn;
        };
        return database.keep(KEEPING, async (session) => {
          const known = await keptUnder(session, id);
          if (!known) await drawnAs(await freeNumber(session, given));
          return inTransaction(session, async () => {
            await locked(session, lock);
            const before = known ?? (await keptUnder(session, id));
            if (before) return { entry: before, isNew: isOurs };
            const { number: _, ...insertion } = await drawnAs(await freeNumber(session, given));
            // Of a connection that is lost from here on, nobody knows whether it was kept.
            isOurs = true;
            await insert(session, { table, id, ...insertion });
            return { entry: kind.entryOf(named(insertion.stem)), isNew: true };
          });
        });
      }),
    complete: ({ stem }, markdown) =>
      database.write(KEEPING, async (session) => {
        await complete(session, { table, stem, json: null, markdown: bytesOf(markdown), outline: null });
      }),
  };
}
