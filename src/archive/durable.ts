import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { codeOf } from './archive-error.ts';

/** Tells the machines apart that share a folder, without naming them. */
export const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** What another machine began is left alone as long as this. */
export const DAY_MS = 86_400_000;

const TEMPORARY_NAME = /^\.ralph-(?<machine>[0-9a-f]{8})-(?<pid>\d{1,9})-[0-9a-f]{12}\.tmp$/;

/** A name in `folder` that nobody else uses and that says whose it is. */
export const temporaryFile = (folder: string): string =>
  join(folder, `.ralph-${machine}-${process.pid}-${randomBytes(6).toString('hex')}.tmp`);

/** The process behind a temporary name: its pid, or `elsewhere` on another machine; undefined for other names. */
export function ownerOf(name: string): number | 'elsewhere' | undefined {
  const owner = TEMPORARY_NAME.exec(name)?.groups;
  if (owner === undefined) return undefined;
  return owner.machine === machine ? Number(owner.pid) : 'elsewhere';
}

/** Writes a file under a temporary name and waits until it is on the disk; leaves nothing where that fails. */
export async function writeTemporary(folder: string, contents: string | Uint8Array): Promise<string> {
  const file = temporaryFile(folder);
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(contents);
    await handle.sync();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return file;
}

/** Waits until the names in a folder are on the disk; Windows cannot be asked. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whether two names are hard links to one file; the left one must exist. */
export async function isSameFile(left: string, right: string): Promise<boolean> {
  const bigint = { bigint: true } as const;
  const there = await stat(right, bigint).catch(() => undefined);
  const here = await stat(left, bigint);
  return there !== undefined && here.dev === there.dev && here.ino === there.ino;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Makes a folder and those above it. Node's own `recursive` never returns where the kernel makes none (/proc). */
export async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) await makeFolder(above);
  await mkdir(folder).catch(async (error: unknown) => {
    // Another process may have made it meanwhile.
    if (!(await isFolder(folder))) throw error;
  });
}

/** Writes a text to a file, whose folder is made if it is gone: the file is the old one or the whole new one, never a part. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  await makeFolder(folder);
  const temporary = await writeTemporary(folder, text);
  try {
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(folder);
}
