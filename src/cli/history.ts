import { resolve } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import { type Entry, jsonName } from '../archive/entry.ts';
import { loadEvidence, loadImported } from '../archive/evidence-file.ts';
import type { Records } from '../archive/record.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { CycleRecord } from '../domain/record.ts';
import { assemble } from '../pipeline/assemble.ts';
import { importedRecordOf, type WholeCycle, wholeOf } from './record-at.ts';
import { recordMaker } from './record-maker.ts';
import { rules } from './rules.ts';
import { judged } from './saved.ts';
import { UsageError } from './usage-error.ts';

const MOST_NAMED = 20;

/**
 * What is known of earlier cycles, or of those of one target, and which files cannot be read, both newest first; records
 * without samples.
 */
export async function allOf(
  archive: Archive,
  before = Number.POSITIVE_INFINITY,
  target?: string,
): Promise<{ readonly past: CycleRecord[]; readonly corrupt: Records['corrupt'] }> {
  const isEarlier = ({ entry }: { readonly entry: Entry }): boolean => entry.cycle < before;
  const records = await archive.records(recordMaker(archive));
  try {
    const wanted = records.slips.filter(({ row }) => target === undefined || row.target === target);
    const past = await records.of(wanted.filter(isEarlier).toReversed());
    return { past, corrupt: records.corrupt.filter(isEarlier).toReversed() };
  } finally {
    records.close();
  }
}

/** Earlier cycles, or those of one target, newest first, without samples; a file that cannot be read is said and passed over. */
export async function pastOf(
  archive: Archive,
  before: number | undefined,
  say: (line: string) => void,
  target?: string,
): Promise<CycleRecord[]> {
  const { past, corrupt } = await allOf(archive, before, target);
  for (const { why } of corrupt) say(`skipped ${why}`);
  return past;
}

/** The evidence of the newest cycle of a target that can be read; null: there is none. */
export async function lastEvidence(
  archive: Archive,
  before: number | undefined,
  target: string,
): Promise<Evidence | null> {
  const entries = (await archive.entries()).filter(
    ({ cycle }) => cycle < (before ?? Number.POSITIVE_INFINITY),
  );
  const targetOf = await archive.targets(entries, recordMaker(archive));
  for (const entry of entries.toReversed()) {
    if ((targetOf(entry) ?? target) !== target) continue;
    const each = await archive.read(entry);
    if ('evidence' in each && each.evidence.target.name === target) return each.evidence;
  }
  return null;
}

/** Evidence on its own, as a cycle that others can be compared with. */
async function judgedAlone(evidence: Evidence, file: string): Promise<WholeCycle> {
  const alone = { cycle: evidence.cycle ?? 0, lang: 'en', past: [], chosen: null } as const;
  const review = await judged(file, () => assemble(evidence, rules, alone));
  return wholeOf({ review, evidence }, file);
}

/** Where a cycle that a person names may be. */
export interface Places {
  readonly cwd: string;
  /** Absent: only files can be named. */
  readonly archive?: Archive;
}

/** A cycle of which history may be all that there is. */
type Named = WholeCycle | { readonly evidence: null; readonly record: CycleRecord };

async function cycleOfNumber(which: string, archive: Archive): Promise<Named> {
  const entries = (await archive.entries()).filter(({ cycle }) => cycle === Number(which));
  for (const entry of entries.reverse()) {
    const kept = await archive.read(entry);
    if ('imported' in kept)
      return { evidence: null, record: await importedRecordOf(kept.imported, jsonName(entry)) };
    if (!('corrupt' in kept)) return wholeOf(kept, jsonName(entry));
  }
  const known = (await archive.entries()).map(({ cycle }) => cycle).reverse();
  const shown = known.slice(0, MOST_NAMED).join(', ') || 'none at all';
  throw new UsageError(
    `found no cycle ${which} among the reviews, which are ${shown}${known.length > MOST_NAMED ? ', …' : ''}; expected one of them, or a file`,
  );
}

/** The cycle that a person named: a number in the archive, a review file, or saved evidence. Throws UsageError. */
async function named(which: string, { cwd, archive }: Places): Promise<Named> {
  const file = resolve(cwd, which);
  if (!/^\d+$/.test(which)) {
    const imported = await loadImported(file);
    if (imported) return { evidence: null, record: await importedRecordOf(imported, file) };
    return judgedAlone(await loadEvidence(file), file);
  }
  if (archive) return cycleOfNumber(which, archive);
  throw new UsageError(
    `found cycle ${which} and no --reviews, expected the folder to look it up in, or a file`,
  );
}

/** What history knows of the cycle that a person named; it may be an imported one. Throws UsageError. */
export const recordNamed = async (which: string, places: Places): Promise<CycleRecord> =>
  (await named(which, places)).record;

/** The cycle that a person named, with its evidence. Throws UsageError where it has none. */
export async function cycleNamed(which: string, places: Places): Promise<WholeCycle> {
  const cycle = await named(which, places);
  if (cycle.evidence) return cycle;
  throw new UsageError(
    `found cycle ${cycle.record.cycle}, an imported review without evidence, expected one that ralph measured; an imported one can only be the first of two, or a baseline`,
  );
}
