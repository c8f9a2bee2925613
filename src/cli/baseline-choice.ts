import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import { type Entry, jsonName } from '../archive/entry.ts';
import type { Blessing } from '../archive/inspect.ts';
import type { Evidence } from '../domain/evidence.ts';
import { oneLine } from '../domain/printable.ts';
import type { CycleRecord } from '../domain/record.ts';
import { type Blessed, baselineFor, type Choice } from '../pipeline/history.ts';
import { whereOf } from '../pipeline/record.ts';
import { type Places, recordNamed } from './history.ts';
import { recordAt } from './record-at.ts';
import { rules } from './rules.ts';
import { UsageError } from './usage-error.ts';

/** What a person wants a review to be compared with; the past comes from the archive. */
export type Wanted = Omit<Choice, 'past'>;

const entryOf = (entries: readonly Entry[], { review }: Blessing): Entry | undefined =>
  entries.find((entry) => jsonName(entry) === review);

/** The record of a blessed review. Throws UsageError where its file is gone or cannot be used. */
async function recordOf(
  blessing: Blessing,
  entries: readonly Entry[],
  archive: Archive,
): Promise<CycleRecord> {
  const { target, branch, review } = blessing;
  const entry = entryOf(entries, blessing);
  const record = entry ? await recordAt(archive, entry) : { corrupt: `${oneLine(review)} is gone` };
  if (!('corrupt' in record)) return record;
  throw new UsageError(
    `${archive.folder === null ? archive.place : 'baselines.json'}: the blessed review of ${oneLine(target)} on ${oneLine(branch ?? 'no branch')} cannot be used (${record.corrupt}); bless another with "ralph baseline set CYCLE", or none with "ralph baseline clear"`,
  );
}

/** The blessed reviews of a target. */
async function blessedOf(archive: Archive, target: string): Promise<Blessed[]> {
  const own = (await archive.baselines()).filter((each) => each.target === target);
  const entries = own.length > 0 ? await archive.entries() : [];
  const records = own.map(async (each) => ({
    branch: each.branch,
    record: await recordOf(each, entries, archive),
  }));
  return Promise.all(records);
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (status) => status.isFile(),
    () => false,
  );

/** What has the form of neither a number nor a file is a branch. */
async function isBranch(which: string, cwd: string): Promise<boolean> {
  if (/^\d+$/.test(which) || /\.(?:json|md)$/.test(which)) return false;
  return !(await isFile(resolve(cwd, which)));
}

/** What `--baseline` asks for: a cycle, a file, a branch, none, or, without it, what is blessed. Throws UsageError. */
export async function wantedBaseline(
  which: string | undefined,
  target: string,
  { cwd, archive }: Places,
): Promise<Wanted> {
  if (which === 'none' || (which === undefined && !archive)) return { chosen: null };
  if (which === undefined || (await isBranch(which, cwd))) {
    if (!archive)
      throw new UsageError(
        `--baseline: found "${which}" and no --reviews, expected the folder in which to look for its reviews, or a file`,
      );
    const blessed = await blessedOf(archive, target);
    return which === undefined ? { blessed } : { branch: which, blessed };
  }
  return { chosen: await recordNamed(which, { cwd, ...(archive && { archive }) }) };
}

/**
 * Where evidence stands in the history of an archive, as its review will: `past` is all of it, and of the cycle that it
 * is compared with the samples are there, which an index does not keep.
 */
export async function choiceFor(
  evidence: Evidence,
  {
    archive,
    past,
    wanted,
  }: { readonly archive: Archive; readonly past: readonly CycleRecord[]; readonly wanted: Wanted },
): Promise<Choice> {
  const choice = { ...wanted, past };
  const compared = baselineFor(whereOf(evidence, rules.probes), choice)?.cycle;
  const at = compared ? past.indexOf(compared) : -1;
  if (!compared || at === -1 || Object.values(compared.readings).some(({ samples }) => samples))
    return choice;
  const entry = (await archive.entries()).find((each) => jsonName(each) === compared.file);
  const whole = entry && (await recordAt(archive, entry));
  return whole && !('corrupt' in whole) ? { ...choice, past: past.with(at, whole) } : choice;
}
