import { link, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evidence } from '../domain/evidence.ts';
import { fromJson } from '../domain/from-json.ts';
import type { ImportedReview } from '../domain/imported.ts';
import type { Review } from '../domain/review.ts';
import { codeOf, refuses } from './archive-error.ts';
import { claim } from './claim.ts';
import { syncFolder, writeTemporary } from './durable.ts';
import { stemOf, toEntries } from './entry.ts';
import { toJsonText } from './json-text.ts';

/** A review as it is kept. */
export interface Drawing {
  readonly review: Review;
  readonly evidence: Evidence;
  readonly markdown: string;
}

/** A review that ralph did not write, as it is kept. */
export interface ImportedDrawing {
  readonly imported: ImportedReview;
  /** Byte for byte. */
  readonly document: Uint8Array;
}

type Kind = Drawing | ImportedDrawing;

/** Draws a review under a number; asked again under the next one where another process was quicker. */
export type Draw = (cycle: number) => Kind | Promise<Kind>;

export interface Published {
  readonly cycle: number;
  readonly jsonFile: string;
  readonly markdownFile: string;
}

async function nextCycle(folder: string): Promise<number> {
  const entries = toEntries(folder, await readdir(folder));
  return (entries.at(-1)?.cycle ?? 0) + 1;
}

/** The text of a review file, which can be read again as that review: a claim is never made with less. */
async function textOf(drawing: Kind, cycle: number): Promise<string> {
  const { inspectEntry } = await import('./inspect.ts');
  const text = toJsonText(
    'imported' in drawing
      ? { imported: drawing.imported }
      : { review: drawing.review, evidence: drawing.evidence },
  );
  const kept = inspectEntry(fromJson(text), cycle);
  if ('lack' in kept) throw new TypeError(`this review could not be read again: ${kept.lack}`);
  return text;
}

/** Gives a file that is complete its name, unless the name is given already: what is drawn of a review is always the same. */
export async function linkDrawing(temporary: string, name: string): Promise<void> {
  await link(temporary, name).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
}

async function attempt(folder: string, cycle: number, drawing: Kind): Promise<Published | undefined> {
  const text = await textOf(drawing, cycle);
  const isImported = 'imported' in drawing;
  const stem = join(folder, stemOf(isImported ? drawing.imported : drawing.review));
  const published = { cycle, jsonFile: `${stem}.json`, markdownFile: `${stem}.md` };
  const temporary: string[] = [];
  const write = async (contents: string | Uint8Array): Promise<string> => {
    const file = await writeTemporary(folder, contents);
    temporary.push(file);
    return file;
  };
  try {
    const md = await write(isImported ? drawing.document : drawing.markdown);
    const json = await write(text);
    if (!(await claim(json, cycle, { folder, file: published.jsonFile }))) return undefined;
    await linkDrawing(md, published.markdownFile);
  } finally {
    await Promise.all(temporary.map((file) => rm(file, { force: true })));
  }
  await syncFolder(folder);
  return published;
}

/** Keeps a review under the cycle given, which must be free, or under the next one. Never overwrites. */
export async function publish(folder: string, draw: Draw, given?: number): Promise<Published> {
  for (;;) {
    const cycle = given ?? (await nextCycle(folder));
    const drawing = await draw(cycle);
    const published = await attempt(folder, cycle, drawing);
    if (published !== undefined) return published;
    if (given !== undefined) throw refuses.taken(folder, given);
  }
}
