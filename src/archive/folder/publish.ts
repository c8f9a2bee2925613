import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refuses } from '../archive-error.ts';
import type { Draw, Published } from '../drawing.ts';
import { syncFolder, writeTemporary } from '../durable.ts';
import { namedBy } from '../entry.ts';
import { written } from '../kind.ts';
import { claim, linked, type Place } from './claim.ts';
import { keptUnder, marked } from './mark.ts';

async function nextNumber<N, C, D>({ folder, kind }: Place<N, C, D>): Promise<number> {
  const last = kind.entriesAmong(await readdir(folder)).at(-1);
  return last === undefined ? 1 : kind.numberOf(last) + 1;
}

/** Gives a file that is complete its name, unless the name is given already: what is drawn of a review is always the same. */
export const linkDrawing = async (temporary: string, name: string): Promise<void> =>
  void (await linked(temporary, name, 'EEXIST'));

/** Undefined where another review has the number, or the same one is being kept by somebody else. */
async function attempt<N, C, D>(
  place: Place<N, C, D>,
  number: number,
  drawing: D,
  id: string | undefined,
): Promise<N | undefined> {
  const { folder, kind } = place;
  const { stem, json, document } = await written(kind, drawing, number);
  const named = namedBy(kind.word, stem);
  if (!named) throw refuses.named(folder, stem, kind.word);
  const temporary: string[] = [];
  const write = async (contents: string | Uint8Array): Promise<string> => {
    const file = await writeTemporary(folder, contents);
    temporary.push(file);
    return file;
  };
  try {
    const documentFile = await write(document);
    const jsonFile = await write(json);
    const mark = id === undefined ? undefined : await marked(place, jsonFile, id, number);
    if (id !== undefined && !mark) return undefined;
    if (!(await claim(place, jsonFile, number, stem))) {
      await mark?.drop();
      return undefined;
    }
    await linkDrawing(documentFile, join(folder, `${stem}.md`));
  } finally {
    await Promise.all(temporary.map((file) => rm(file, { force: true })));
  }
  await syncFolder(folder);
  return kind.entryOf(named);
}

/** Keeps a review under the number given, which must be free, or under the next one. Never overwrites. */
export async function publish<N, C, D>(
  place: Place<N, C, D>,
  draw: Draw<D>,
  given?: number,
  id?: string,
): Promise<Published<N>> {
  for (let isLost = false; ; isLost = true) {
    // Before the marks are looked for: see there.
    const number = given ?? (await nextNumber(place));
    const before = id === undefined ? undefined : await keptUnder(place, id);
    if (before !== undefined) return { entry: before, isNew: false };
    if (isLost && given !== undefined) throw refuses.taken(place.folder, place.kind.word, given);
    const entry = await attempt(place, number, await draw(number), id);
    if (entry !== undefined) return { entry, isNew: true };
  }
}
