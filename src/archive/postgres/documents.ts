import type { Corrupt, Documents } from '../archive.ts';
import { ArchiveError, refuses } from '../archive-error.ts';
import { jsonName } from '../entry.ts';
import type { Lack } from '../inspect.ts';
import { jsonIn } from '../json-file.ts';
import { isLack, type Kind } from '../kind.ts';
import { MOST_BYTES } from '../plain-file.ts';
import type { Session } from './connection.ts';

/** Of a review that is not there. */
export const NOTHING: Documents = { json: null, markdown: null };

/** No document is longer than a file of one may be. Throws {@link DocumentError}. */
export function bounded(place: string, stem: string, documents: Documents): void {
  for (const bytes of [documents.json, documents.markdown])
    if (bytes && bytes.length > MOST_BYTES) throw refuses.long(`${place}: ${stem}`, bytes.length, MOST_BYTES);
}

/** The documents of a review as they lie there; none where it is gone. A longer one is not even fetched. */
export async function fetched(
  session: Session,
  table: string,
  { stem, place, which }: { stem: string; place: string; which: readonly (keyof Documents)[] },
): Promise<Documents> {
  const columns = which.join(', ');
  const guard = which.map((each) => `coalesce(octet_length(${each}), 0) <= ${MOST_BYTES}`).join(' AND ');
  const [row] = await session.rows<Partial<Documents>>(
    `SELECT ${columns} FROM ralph.${table} WHERE stem = $1 AND ${guard}`,
    [stem],
  );
  if (row) return { ...NOTHING, ...row };
  const [long] = await session.rows(`SELECT 1 AS found FROM ralph.${table} WHERE stem = $1`, [stem]);
  if (!long) return NOTHING;
  throw new ArchiveError(`${place}: ${stem}: found a document of more than ${MOST_BYTES} bytes; remove it`);
}

/** What a JSON says, or why it cannot be used. */
export async function contentsIn<Name, Contents, Drawn>(
  kind: Kind<Name, Contents, Drawn>,
  json: Uint8Array | null,
  number: number,
): Promise<Contents | Lack> {
  if (json === null) return { lack: 'cannot be read (ENOENT)' };
  const found = jsonIn(json);
  return 'lack' in found ? found : kind.inspect(found.value, number);
}

/** As {@link contentsIn}, for whoever reads a list of reviews. */
export async function contentsOf<Name, Contents, Drawn>(
  kind: Kind<Name, Contents, Drawn>,
  json: Uint8Array | null,
  named: { readonly number: number; readonly stem: string },
): Promise<Contents | Corrupt> {
  const found = await contentsIn(kind, json, named.number);
  return isLack(found) ? { corrupt: `${jsonName(named)}  ${found.lack}` } : found;
}
