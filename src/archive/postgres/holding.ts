import { createHash } from 'node:crypto';
import type { Database } from './database.ts';
import { READING } from './series.ts';

/** The review whose document is these bytes; not whole where only its JSON knows them. */
export const holding = (
  database: Database,
  document: Uint8Array,
): Promise<{ readonly stem: string; readonly isWhole: boolean } | undefined> =>
  database.read(READING, undefined, async (session) => {
    const digest = createHash('sha256').update(document).digest();
    const [found] = await session.rows<{ stem: string; isWhole: boolean }>(
      `SELECT stem, markdown IS NOT NULL AS "isWhole" FROM ralph.review
       WHERE markdown_sha256 = $1 OR (markdown IS NULL AND document_sha256 = $2) ORDER BY cycle, stem LIMIT 1`,
      [digest, digest.toString('hex')],
    );
    return found;
  });
