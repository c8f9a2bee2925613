import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Corrupt, Series } from '../archive.ts';
import { ArchiveError, codeOf, refuses } from '../archive-error.ts';
import { writeTemporary } from '../durable.ts';
import { isStem } from '../entry.ts';
import { readJson } from '../json-file.ts';
import { isLack, type Kind } from '../kind.ts';
import { linkDrawing, publish } from './publish.ts';
import { bytesAt, put } from './put.ts';
import { makeWritable } from './writable.ts';

/** The names in a folder, which need not exist. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw refuses.listing(folder, error);
  }
}

/** Whatever the operating system refuses becomes an ArchiveError; faults of ours stay what they are. */
export async function writing<Result>(folder: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    const isOurs = error instanceof ArchiveError || !(error instanceof Error && 'syscall' in error);
    throw isOurs ? error : refuses.writing(folder, error);
  }
}

/** The reviews of one kind in a folder: `YYYY-MM-DD-cycle-NNN.md`, and beside each the JSON it was drawn from. */
export function folderSeries<Name extends { readonly stem: string }, Contents, Drawn>(
  folder: string,
  kind: Kind<Name, Contents, Drawn>,
): Series<Name, Contents, Drawn> {
  const fileOf = (stem: string, extension: 'json' | 'md'): string => join(folder, `${stem}.${extension}`);
  async function contentsOf(entry: Name): Promise<Contents | { readonly lack: string }> {
    try {
      const json = await readJson(fileOf(entry.stem, 'json'));
      return 'lack' in json ? json : await kind.inspect(json.value, kind.numberOf(entry));
    } catch (error) {
      return { lack: `cannot be read (${codeOf(error)})` };
    }
  }
  return {
    entries: async () => kind.entriesAmong(await namesIn(folder)),
    async read(entry): Promise<Contents | Corrupt> {
      const contents = await contentsOf(entry);
      return isLack(contents) ? { corrupt: `${entry.stem}.json  ${contents.lack}` } : contents;
    },
    documents: async ({ stem }) => ({
      json: await bytesAt(fileOf(stem, 'json')),
      markdown: await bytesAt(fileOf(stem, 'md')),
    }),
    async put(stem, documents) {
      if (!isStem(kind.word, stem)) throw refuses.named(folder, stem, kind.word);
      return writing(folder, () => put(folder, stem, documents));
    },
    publish: (draw, number, id) =>
      writing(folder, async () => {
        await makeWritable(folder);
        return publish({ folder, kind }, draw, number, id);
      }),
    complete: ({ stem }, markdown) =>
      writing(folder, async () => {
        const temporary = await writeTemporary(folder, markdown);
        await linkDrawing(temporary, fileOf(stem, 'md')).finally(() => rm(temporary, { force: true }));
      }),
  };
}
