import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Documents } from '../archive.ts';
import { codeOf, refuses } from '../archive-error.ts';
import { makeFolder, syncFolder, writeTemporary } from '../durable.ts';
import { plainBytes } from '../plain-file.ts';
import { linked } from './claim.ts';

/** The bytes of a document that lies in the folder; null: there is none. Throws ArchiveError where it cannot be read. */
export async function bytesAt(file: string): Promise<Uint8Array | null> {
  try {
    const bytes = await plainBytes(file);
    if (bytes) return bytes;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw refuses.reading(file, codeOf(error));
  }
  throw refuses.reading(file, 'found no plain file of at most 64 MiB');
}

const isSame = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

interface Wanted {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Those of the files that are not there yet. Throws ArchiveError where one is there with other bytes. */
async function missing(wanted: readonly Wanted[]): Promise<Wanted[]> {
  const found: Wanted[] = [];
  for (const each of wanted) {
    const there = await bytesAt(each.file);
    if (there === null) found.push(each);
    else if (!isSame(there, each.bytes)) throw refuses.differing(each.file);
  }
  return found;
}

/** Puts documents into a folder, byte for byte; what another process put there meanwhile is compared like the rest. */
export async function put(
  folder: string,
  stem: string,
  { json, markdown }: Documents,
): Promise<'new' | 'same'> {
  const wanted = [
    ...(json ? [{ file: join(folder, `${stem}.json`), bytes: json }] : []),
    ...(markdown ? [{ file: join(folder, `${stem}.md`), bytes: markdown }] : []),
  ];
  const lacking = await missing(wanted);
  if (lacking.length === 0) return 'same';
  await makeFolder(folder);
  for (const { file, bytes } of lacking) {
    const temporary = await writeTemporary(folder, bytes);
    await linked(temporary, file, 'EEXIST').finally(() => rm(temporary, { force: true }));
  }
  await missing(lacking);
  await syncFolder(folder);
  return 'new';
}
