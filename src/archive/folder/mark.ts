import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFile } from '../durable.ts';
import { namedBy, padded } from '../entry.ts';
import { claim, linked, type Place, stemIn } from './claim.ts';

// How a review that is asked for twice under one id is kept once, whatever dies when.
//
// Before the finished JSON claims its number, it is linked to a hidden name of the id and that number. So whoever asks
// again finds what was about to be kept, and finishes that: either it has its number, and is the answer, or the number
// is another's for good, and the mark says nothing any more. The next number is looked up before the marks are, so a
// mark that is made meanwhile is of the same number, where only one can be made, or of one that is lost.

/** A mark is swept when it is older: nobody asks again after so long. */
export const MARK_DAYS = 7;

const MARK_NAME = /^\.ralph-kept-(?:cycle|fleet)-[0-9a-f]{32}-\d{3,9}$/;

/** Whether a name is that of a mark. */
export const isMark = (name: string): boolean => MARK_NAME.test(name);

const prefixOf = <N, C, D>({ kind }: Place<N, C, D>, id: string): string =>
  `.ralph-kept-${kind.word}-${createHash('sha256').update(id).digest('hex').slice(0, 32)}-`;

/** Marks a finished JSON as that of an id, under a number; undefined where there is such a mark already. */
export async function marked<N, C, D>(
  place: Place<N, C, D>,
  json: string,
  id: string,
  number: number,
): Promise<{ drop(): Promise<void> } | undefined> {
  const mark = join(place.folder, `${prefixOf(place, id)}${padded(number)}`);
  if (!(await linked(json, mark, 'EEXIST'))) return undefined;
  return { drop: () => rm(mark, { force: true }) };
}

/** The entry that a mark stands for, unless its number is another's. */
async function entryOf<N, C, D>(place: Place<N, C, D>, mark: string, number: number): Promise<N | undefined> {
  // Held under a name of our own: whoever lost that number takes the mark away.
  const held = temporaryFile(place.folder);
  if (!(await linked(mark, held, 'ENOENT'))) return undefined;
  try {
    const stem = await stemIn(place, held, number, mark);
    const named = namedBy(place.kind.word, stem);
    return named && (await claim(place, held, number, stem)) ? place.kind.entryOf(named) : undefined;
  } finally {
    await rm(held, { force: true });
  }
}

/** The entry that was kept under an id; what was about to be kept when its process died is kept now. */
export async function keptUnder<N, C, D>(place: Place<N, C, D>, id: string): Promise<N | undefined> {
  const prefix = prefixOf(place, id);
  for (const name of (await readdir(place.folder)).filter((each) => each.startsWith(prefix))) {
    const entry = await entryOf(place, join(place.folder, name), Number(name.slice(prefix.length)));
    if (entry !== undefined) return entry;
  }
  return undefined;
}
