import { link, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, refuses } from '../archive-error.ts';
import { isSameFile, temporaryFile } from '../durable.ts';
import { padded, stemOf, type Word } from '../entry.ts';
import { readJson } from '../json-file.ts';
import { isLack, type Kind } from '../kind.ts';

// How a number is given to one review only, whatever dies when.
//
// A number is claimed by linking the finished JSON to `.ralph-cycle-NNN`: of several processes one succeeds, and
// what it claimed with is complete. Whoever meets a claim publishes it under its dated name and then removes it,
// so a claim outlives its process only until the next one comes, and leaves no gap. A claim is removed only when
// a review of its number has its name; one that is made after that is found to be late by looking for that name.

/** Reviews of one kind in a folder. */
export interface Place<Name, Contents, Drawn> {
  readonly folder: string;
  readonly kind: Kind<Name, Contents, Drawn>;
}

const CLAIM_NAMES: Readonly<Record<Word, RegExp>> = {
  cycle: /^\.ralph-cycle-(?<number>\d{3,9})$/,
  fleet: /^\.ralph-fleet-(?<number>\d{3,9})$/,
};

const claimFile = <N, C, D>({ folder, kind }: Place<N, C, D>, number: number): string =>
  join(folder, `.ralph-${kind.word}-${padded(number)}`);

/** The numbers that are claimed among the names of a folder. */
export const claimedIn = (word: Word, names: readonly string[]): readonly number[] =>
  names.flatMap((name) => {
    const number = CLAIM_NAMES[word].exec(name)?.groups?.number;
    return number === undefined ? [] : [Number(number)];
  });

/** Links, and says whether it could; `unless` is the code of the one failure that is an answer. */
export async function linked(from: string, to: string, unless: 'EEXIST' | 'ENOENT'): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === unless) return false;
    throw error;
  }
}

async function isTaken<N, C, D>({ folder, kind }: Place<N, C, D>, number: number): Promise<boolean> {
  return kind.entriesAmong(await readdir(folder)).some((entry) => kind.numberOf(entry) === number);
}

/** What a finished JSON is to be named, without its extension; `file` is how it is called in an error. */
export async function stemIn<N, C, D>(
  { kind }: Place<N, C, D>,
  held: string,
  number: number,
  file: string,
): Promise<string> {
  const json = await readJson(held);
  const kept = 'value' in json ? await kind.inspect(json.value, number) : json;
  if (isLack(kept)) throw refuses.claim(file, kept.lack);
  return stemOf(kind.word, number, kind.reviewedAt(kept));
}

/** Publishes what holds the claim on a number, if anything does. Any process may do this for any other. */
export async function settle<N, C, D>(place: Place<N, C, D>, number: number): Promise<void> {
  const claim = claimFile(place, number);
  // Held under a name of our own, so that what is looked at below is what held the claim before the look.
  const held = temporaryFile(place.folder);
  if (!(await linked(claim, held, 'ENOENT'))) return;
  try {
    if (!(await isTaken(place, number))) {
      const stem = await stemIn(place, held, number, claim);
      await linked(held, join(place.folder, `${stem}.json`), 'EEXIST');
    }
    await rm(claim, { force: true });
  } finally {
    await rm(held, { force: true });
  }
}

/** Tries to publish a complete JSON as the review `stem` of a number; false where another one has that number. */
export async function claim<N, C, D>(
  place: Place<N, C, D>,
  json: string,
  number: number,
  stem: string,
): Promise<boolean> {
  await linked(json, claimFile(place, number), 'EEXIST');
  await settle(place, number);
  return isSameFile(json, join(place.folder, `${stem}.json`));
}
