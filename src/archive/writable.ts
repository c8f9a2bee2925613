import { link, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { refuses } from './archive-error.ts';
import { claimedIn, settle } from './claim.ts';
import { isSameFile, makeFolder, ownerOf, temporaryFile, writeTemporary } from './durable.ts';
import { isRunning } from './process-identity.ts';

/** What another machine began is left alone as long as this. */
export const DAY_MS = 86_400_000;

async function isStale(file: string, owner: number | 'elsewhere'): Promise<boolean> {
  if (owner !== 'elsewhere' && !(await isRunning(owner))) return true;
  const status = await stat(file).catch(() => undefined);
  return status !== undefined && Date.now() - status.mtimeMs > DAY_MS;
}

/** Ends what killed runs left: publishes reviews that wait for their name, removes temporary files. */
async function tidy(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const cycle of claimedIn(names)) await settle(folder, cycle);
  for (const name of names) {
    const owner = ownerOf(name);
    const file = join(folder, name);
    if (owner !== undefined && (await isStale(file, owner))) await rm(file, { force: true });
  }
}

/** Proves that a review could be kept in a folder, by doing with a probe file all that publishing does. */
export async function makeWritable(folder: string): Promise<void> {
  await makeFolder(folder);
  const second = temporaryFile(folder);
  const first = await writeTemporary(folder, 'May a review be kept here?\n');
  try {
    await link(first, second);
    if (!(await isSameFile(first, second))) throw refuses.copies(folder);
  } finally {
    await Promise.all([first, second].map((file) => rm(file, { force: true })));
  }
  await tidy(folder);
}
