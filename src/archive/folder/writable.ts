import { link, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { refuses } from '../archive-error.ts';
import { DAY_MS, isSameFile, makeFolder, ownerOf, temporaryFile, writeTemporary } from '../durable.ts';
import { fleetKind, reviewKind } from '../kind.ts';
import { isRunning } from '../process-identity.ts';
import { claimedIn, settle } from './claim.ts';
import { isMark, MARK_DAYS } from './mark.ts';

async function isOlder(file: string, ms: number): Promise<boolean> {
  const status = await stat(file).catch(() => undefined);
  return status !== undefined && Date.now() - status.mtimeMs > ms;
}

async function isStale(file: string, owner: number | 'elsewhere'): Promise<boolean> {
  if (owner !== 'elsewhere' && !(await isRunning(owner))) return true;
  return isOlder(file, DAY_MS);
}

/** Ends what killed runs left: publishes reviews that wait for their name, removes temporary files. */
async function tidy(folder: string): Promise<void> {
  const names = await readdir(folder);
  for (const number of claimedIn('cycle', names)) await settle({ folder, kind: reviewKind }, number);
  for (const number of claimedIn('fleet', names)) await settle({ folder, kind: fleetKind }, number);
  for (const name of names) {
    const owner = ownerOf(name);
    const file = join(folder, name);
    const isOver =
      owner === undefined
        ? isMark(name) && (await isOlder(file, MARK_DAYS * DAY_MS))
        : await isStale(file, owner);
    if (isOver) await rm(file, { force: true });
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
