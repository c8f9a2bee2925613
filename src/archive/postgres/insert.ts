import { createHash } from 'node:crypto';
import type { Documents } from '../archive.ts';
import type { Session } from './connection.ts';
import type { Outline } from './outline-rows.ts';

/** A review as it goes into its table. */
export interface Insertion extends Documents {
  readonly table: string;
  readonly stem: string;
  /** Of who published it; null: it was put there as it is. */
  readonly id: string | null;
  /** Null: nobody can read it. */
  readonly outline: Outline | null;
}

/** Puts rows into the tables beside that of the reviews. */
async function insertRows(session: Session, stem: string, { rows }: Outline): Promise<void> {
  for (const [table, each] of Object.entries(rows)) {
    if (each.length === 0) continue;
    const json = JSON.stringify(each.map((row) => ({ stem, ...row })));
    await session.rows(
      `INSERT INTO ralph.${table} SELECT * FROM jsonb_populate_recordset(NULL::ralph.${table}, $1::jsonb)`,
      [json],
    );
  }
}

/** Puts a review there that is not; what is known of it goes with it. */
export async function insert(session: Session, insertion: Insertion): Promise<void> {
  const { table, stem, json, markdown, id, outline } = insertion;
  const cells = { stem, json, markdown, publish_id: id, ...outline?.columns };
  const names = Object.keys(cells);
  await session.rows(
    `INSERT INTO ralph.${table} (${names.join(', ')}) VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(cells),
  );
  if (outline) await insertRows(session, stem, outline);
}

/** Gives a review that is there the documents that it lacks. */
export async function complete(session: Session, insertion: Omit<Insertion, 'id'>): Promise<void> {
  const { table, stem, json, markdown, outline } = insertion;
  const columns = Object.entries(outline?.columns ?? {});
  const sets = ['json = coalesce(json, $2)', 'markdown = coalesce(markdown, $3)'];
  await session.rows(
    `UPDATE ralph.${table} SET ${[...sets, ...columns.map(([name], at) => `${name} = $${at + 4}`)].join(', ')} WHERE stem = $1`,
    [stem, json, markdown, ...columns.map(([, value]) => value)],
  );
  if (outline) await insertRows(session, stem, outline);
}

/** Whether bytes are those of which the server says this SHA-256; undefined: there are none, or none were asked about. */
export const areSame = (bytes: Uint8Array | null, sha256: Uint8Array | null): boolean | undefined =>
  bytes === null || sha256 === null ? undefined : createHash('sha256').update(bytes).digest().equals(sha256);
