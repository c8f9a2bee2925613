import { link, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, refuses } from './archive-error.ts';
import { isSameFile, temporaryFile } from './durable.ts';
import { padded, stemOf, toEntries } from './entry.ts';
import { readJson } from './json-file.ts';

// How a number is given to one review only, whatever dies when.
//
// A number is claimed by linking the finished JSON to `.ralph-cycle-NNN`: of several processes one succeeds, and
// what it claimed with is complete. Whoever meets a claim publishes it under its dated name and then removes it,
// so a claim outlives its process only until the next one comes, and leaves no gap. A claim is removed only when
// a review of its cycle has its name; one that is made after that is found to be late by looking for that name.

const CLAIM_NAME = /^\.ralph-cycle-(?<cycle>\d{3,9})$/;

const claimFile = (folder: string, cycle: number): string => join(folder, `.ralph-cycle-${padded(cycle)}`);

/** The cycles that are claimed among the names of a folder. */
export const claimedIn = (names: readonly string[]): readonly number[] =>
  names.flatMap((name) => {
    const cycle = CLAIM_NAME.exec(name)?.groups?.cycle;
    return cycle === undefined ? [] : [Number(cycle)];
  });

/** Links, and says whether it could; `unless` is the code of the one failure that is an answer. */
async function linked(from: string, to: string, unless: 'EEXIST' | 'ENOENT'): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === unless) return false;
    throw error;
  }
}

const isTaken = async (folder: string, cycle: number): Promise<boolean> =>
  toEntries(folder, await readdir(folder)).some((entry) => entry.cycle === cycle);

async function nameOf(held: string, claim: string, cycle: number): Promise<string> {
  const { inspectEntry } = await import('./inspect.ts');
  const json = await readJson(held);
  const kept = 'value' in json ? inspectEntry(json.value, cycle) : json;
  if ('lack' in kept) throw refuses.claim(claim, kept.lack);
  return `${stemOf('imported' in kept ? kept.imported : kept.review)}.json`;
}

/** Publishes what holds the claim on a cycle, if anything does. Any process may do this for any other. */
export async function settle(folder: string, cycle: number): Promise<void> {
  const claim = claimFile(folder, cycle);
  // Held under a name of our own, so that what is looked at below is what held the claim before the look.
  const held = temporaryFile(folder);
  if (!(await linked(claim, held, 'ENOENT'))) return;
  try {
    if (!(await isTaken(folder, cycle)))
      await linked(held, join(folder, await nameOf(held, claim, cycle)), 'EEXIST');
    await rm(claim, { force: true });
  } finally {
    await rm(held, { force: true });
  }
}

/** Tries to publish a complete JSON as the review of a cycle; false where another one has that cycle. */
export async function claim(
  json: string,
  cycle: number,
  named: { folder: string; file: string },
): Promise<boolean> {
  await linked(json, claimFile(named.folder, cycle), 'EEXIST');
  await settle(named.folder, cycle);
  return isSameFile(json, named.file);
}
