import { randomBytes } from 'node:crypto';
import { access, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { codeOf, refuses } from './archive-error.ts';
import { DAY_MS, machine, replaceFile } from './durable.ts';
import type { Journal } from './inspect.ts';
import { readJson } from './json-file.ts';
import { toJsonText } from './json-text.ts';
import { isRunning, startOf } from './process-identity.ts';

// How what a run has measured outlives it.
//
// Each run keeps its evidence so far in one hidden file, whose name says which process of which machine it belongs
// to, and replaces it whole. Whoever resumes a run takes the file by giving it a name of its own: of several one
// succeeds. So a file is somebody's as long as the process in its name runs, and after that anybody's.

const NAME =
  /^\.ralph-run-(?<machine>[0-9a-f]{8})-(?<pid>\d{1,9})-(?<started>\d{1,20})-(?<tag>[0-9a-f]{12})\.json$/;

/** A file whose run is no more. */
export type Left = { readonly file: string } & ({ readonly journal: Journal } | { readonly lack: string });

/** The file of a run that lives. */
export interface OwnJournal {
  readonly file: string;
  /** Resolves when it is on the disk. */
  keep(journal: Journal): Promise<void>;
  isThere(): Promise<boolean>;
  remove(): Promise<void>;
}

async function ownFile(folder: string): Promise<string> {
  const { pid } = process;
  const name = `.ralph-run-${machine}-${pid}-${await startOf(pid)}-${randomBytes(6).toString('hex')}.json`;
  return join(folder, name);
}

/** Removes a journal. One that stays behind because even that fails is known by its review for what it is. */
export const dropJournal = (file: string): Promise<void> => rm(file, { force: true }).catch(() => {});

const ownJournal = (file: string): OwnJournal => ({
  file,
  keep: (journal) => replaceFile(file, toJsonText(journal)),
  isThere: () =>
    access(file).then(
      () => true,
      () => false,
    ),
  remove: () => dropJournal(file),
});

/** The file of a run that begins; it is made with the first {@link OwnJournal.keep}. */
export const beginJournal = async (folder: string): Promise<OwnJournal> => ownJournal(await ownFile(folder));

/** Takes over what a run left; undefined where another process was quicker. */
export async function takeJournal({ file }: Left, folder: string): Promise<OwnJournal | undefined> {
  const own = await ownFile(folder);
  try {
    await rename(file, own);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw refuses.writing(folder, error);
  }
  return ownJournal(own);
}

/** Whether the run in the name of a file may still go on: one of another machine does until it has been silent for a day. */
async function isSomebodys(file: string): Promise<boolean> {
  const owner = NAME.exec(basename(file))?.groups;
  if (owner?.machine === machine) return isRunning(Number(owner.pid), owner.started);
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs <= DAY_MS;
}

async function readLeft(file: string): Promise<Left | undefined> {
  try {
    const json = await readJson(file);
    if ('lack' in json) return { file, ...json };
    const { inspectJournal } = await import('./inspect.ts');
    const found = inspectJournal(json.value);
    return 'lack' in found ? { file, lack: found.lack } : { file, journal: found };
  } catch (error) {
    // Another process has taken it, or ended it, meanwhile.
    return codeOf(error) === 'ENOENT' ? undefined : { file, lack: `cannot be read (${codeOf(error)})` };
  }
}

const begunAt = (left: Left): string => ('journal' in left ? left.journal.evidence.observedAt : '');

/** What the runs of a folder left, the newest first, and how many of its runs still go on. */
export async function leftIn(
  folder: string,
): Promise<{ readonly left: readonly Left[]; readonly live: number }> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw refuses.listing(folder, error);
  });
  const left: Left[] = [];
  let live = 0;
  for (const file of names.filter((name) => NAME.test(name)).map((name) => join(folder, name))) {
    if (await isSomebodys(file)) live++;
    else left.push(...[await readLeft(file)].filter((each) => each !== undefined));
  }
  return { left: left.sort((a, b) => (begunAt(a) < begunAt(b) ? 1 : -1)), live };
}
