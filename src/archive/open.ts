import { readdir, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { ArchiveError, codeOf, refuses } from './archive-error.ts';
import { writeTemporary } from './durable.ts';
import { type Entry, toEntries } from './entry.ts';
import { holding } from './holding.ts';
import type { Kept, KeptImported } from './inspect.ts';
import { readJson } from './json-file.ts';
import { type Draw, linkDrawing, type Published, publish } from './publish.ts';
import { makeWritable } from './writable.ts';

/** The reviews of one folder: `YYYY-MM-DD-cycle-NNN.md`, and beside each the JSON it was drawn from. */
export interface Archive {
  /** By their names alone, in the order of their cycles; none where there is no folder. */
  entries(): Promise<readonly Entry[]>;
  /** What an entry holds; `corrupt` names the file and says why it cannot be used. */
  read(entry: Entry): Promise<Kept | KeptImported | { readonly corrupt: string }>;
  /**
   * To be called before measuring: makes the folder, really writes to it, tidies up after killed runs, and refuses a
   * cycle that is taken.
   */
  ensureWritable(cycle?: number): Promise<void>;
  /** Keeps a review under `cycle`, or under the next number. */
  publish(draw: Draw, cycle?: number): Promise<Published>;
  /** The entry whose document is these bytes, if there is one; not whole where a run was killed before it had its document. */
  holding(document: Uint8Array): Promise<{ readonly entry: Entry; readonly isWhole: boolean } | undefined>;
  /** Gives a review its Markdown, where the run that wrote it was killed before it could. */
  complete(entry: Entry, markdown: string | Uint8Array): Promise<void>;
}

async function entriesOf(folder: string): Promise<readonly Entry[]> {
  try {
    return toEntries(folder, await readdir(folder));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw refuses.listing(folder, error);
  }
}

async function contentsOf({
  jsonFile,
  cycle,
}: Entry): Promise<Kept | KeptImported | { readonly lack: string }> {
  try {
    const json = await readJson(jsonFile);
    if ('lack' in json) return json;
    const { inspectEntry } = await import('./inspect.ts');
    return inspectEntry(json.value, cycle);
  } catch (error) {
    return { lack: `cannot be read (${codeOf(error)})` };
  }
}

async function read(entry: Entry): Promise<Kept | KeptImported | { readonly corrupt: string }> {
  const contents = await contentsOf(entry);
  return 'lack' in contents ? { corrupt: `${basename(entry.jsonFile)}  ${contents.lack}` } : contents;
}

/** Whatever the operating system refuses becomes an {@link ArchiveError}; faults of ours stay what they are. */
async function writing<Result>(folder: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    const isOurs = error instanceof ArchiveError || !(error instanceof Error && 'syscall' in error);
    throw isOurs ? error : refuses.writing(folder, error);
  }
}

/** The archive in a folder, which need not exist yet; its methods throw {@link ArchiveError}. */
export function openArchive(folder: string): Archive {
  async function ensureWritable(cycle?: number): Promise<void> {
    await writing(folder, () => makeWritable(folder));
    const taken = (await entriesOf(folder)).some((entry) => entry.cycle === cycle);
    if (cycle !== undefined && taken) throw refuses.taken(folder, cycle);
  }
  async function complete({ mdFile }: Entry, markdown: string | Uint8Array): Promise<void> {
    await writing(folder, async () => {
      const temporary = await writeTemporary(folder, markdown);
      await linkDrawing(temporary, mdFile).finally(() => rm(temporary, { force: true }));
    });
  }
  return {
    entries: () => entriesOf(folder),
    read,
    ensureWritable,
    holding: async (document) => holding(await entriesOf(folder), document, read),
    async publish(draw, cycle) {
      await ensureWritable();
      return writing(folder, () => publish(folder, draw, cycle));
    },
    complete,
  };
}
