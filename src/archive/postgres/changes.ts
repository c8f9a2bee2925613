import { createHash } from 'node:crypto';
import type { Watching } from '../archive.ts';
import type { Database } from './database.ts';
import { LISTING } from './series.ts';

/** So often a database is asked whether its reviews are others; that takes a few milliseconds for ten thousand. */
const LOOK_MS = 2_000;

const STATE = `
  SELECT count(*) || ' ' || coalesce(sum(hashtextextended(
    stem || ' ' || encode(coalesce(json_sha256, ''), 'hex') || (markdown_sha256 IS NULL), 0)::numeric), 0) AS state
  FROM ralph.review`;

/** A short text that is another one as soon as a review is. */
export async function stateOf(database: Database): Promise<string> {
  const state = await database.read(LISTING, '', async (session) => {
    const [row] = await session.rows<{ state: string }>(STATE);
    return row?.state ?? '';
  });
  return createHash('sha1').update(state).digest('base64url').slice(0, 12);
}

/** Looks every few seconds, because not every pooler in between lets a server call. */
export function watching(database: Database, changed: () => void): Watching {
  let before: string | undefined;
  let isLooking = false;
  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    // A server that is away may be back later: nothing is said of it until then.
    const state = await stateOf(database).catch(() => before);
    isLooking = false;
    if (before !== undefined && state !== before) changed();
    before = state;
  }
  void look();
  const rounds = setInterval(look, LOOK_MS).unref();
  return { close: () => clearInterval(rounds) };
}
