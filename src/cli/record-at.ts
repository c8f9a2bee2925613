import { basename } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import { type Entry, jsonName } from '../archive/entry.ts';
import type { Kept } from '../archive/inspect.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { ImportedReview } from '../domain/imported.ts';
import type { CycleRecord } from '../domain/record.ts';
import { recordOf } from '../pipeline/record.ts';
import { rules } from './rules.ts';

/** A cycle with all that its file holds, and what history keeps of it. */
export interface WholeCycle {
  readonly evidence: Evidence;
  readonly record: CycleRecord;
}

export const wholeOf = ({ review, evidence }: Kept, file: string): WholeCycle => ({
  evidence,
  record: recordOf(review, evidence, rules.probes, basename(file)),
});

/** Few histories have any: what reads them is loaded for those. */
export const importedRecordOf = async (imported: ImportedReview, file: string): Promise<CycleRecord> =>
  (await import('../imported/record.ts')).recordOf(imported, basename(file));

/** What history keeps of one review; `corrupt` names a file that cannot be used, and why. */
export async function recordAt(
  archive: Pick<Archive, 'read'>,
  entry: Entry,
): Promise<CycleRecord | { readonly corrupt: string }> {
  const kept = await archive.read(entry);
  if ('imported' in kept) return importedRecordOf(kept.imported, jsonName(entry));
  return 'corrupt' in kept ? kept : wholeOf(kept, jsonName(entry)).record;
}
