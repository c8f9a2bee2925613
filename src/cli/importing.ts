import { basename } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import { ArchiveError } from '../archive/archive-error.ts';
import { sha256Of } from '../archive/sha256.ts';
import type { ImportedReview, ReadDocument } from '../domain/imported.ts';
import { oneLine } from '../domain/printable.ts';
import { isReview, readReview } from '../imported/read.ts';
import { redact } from '../pipeline/redact.ts';
import { type DocumentFile, NO_REVIEW, type Unreadable } from './document-file.ts';
import { pastOf } from './history.ts';
import { cycleFor, type Kept } from './import-place.ts';
import type { Imported } from './import-table.ts';
import { UsageError } from './usage-error.ts';

/** What taking over some reviews goes by. */
export interface Importing {
  readonly archive: Archive;
  readonly target: string;
  readonly secrets: readonly string[];
  readonly mayWrite: boolean;
  /** All that are kept, those of this run included. */
  readonly kept: Kept[];
  /** When the review before counts as written: one without a time of its own comes no earlier. */
  before: string | null;
}

const asTime = (said: string): string => (said.includes('T') ? said : `${said}T00:00:00Z`);

/** Keeps one review under the number that is its place; answers with that number. */
async function keep(
  name: string,
  { bytes, modifiedAt }: DocumentFile,
  read: ReadDocument,
  importing: Importing,
): Promise<number> {
  const { archive, target, mayWrite, kept } = importing;
  const { reviewed_at: said, number } = read.fields;
  const own = said.value === null ? null : asTime(said.value);
  const reviewedAt = own ?? importing.before ?? modifiedAt.toISOString();
  const drawn = (cycle: number): ImportedReview => ({
    ...{ schema: 'ralph/imported@1', cycle, reviewedAt, file: name, target, sha256: sha256Of(bytes) },
    ...read,
  });
  const place = cycleFor(number.value, own, kept);
  if (mayWrite) await archive.publish((cycle) => ({ imported: drawn(cycle), document: bytes }), place);
  kept.push({ cycle: place, reviewedAt });
  importing.before = reviewedAt;
  return place;
}

/** Takes one document over, as far as it is a review; `file`: how whoever gave it named it. */
export async function importDocument(
  file: string,
  document: DocumentFile | Unreadable,
  importing: Importing,
): Promise<Imported> {
  if ('lack' in document) return { file, lack: document.lack };
  const read = redact(readReview(document.text), importing.secrets);
  if (!isReview(read)) return { file, lack: NO_REVIEW };
  const { archive, mayWrite } = importing;
  try {
    const found = await archive.holding(document.bytes);
    if (found && !found.isWhole && mayWrite) await archive.complete(found.entry, document.bytes);
    if (found) return { file, read, cycle: found.entry.cycle, isNew: false };
    const name = redact(basename(file), importing.secrets);
    return { file, read, cycle: await keep(name, document, read, importing), isNew: true };
  } catch (error) {
    // The others may still have a place, such as where another process was quicker for this one.
    if (error instanceof ArchiveError) return { file, lack: error.message };
    throw error;
  }
}

/** The name of a target, as a person gave it. Throws UsageError. */
export function targetNamed(target: string): string {
  if (target.trim() !== '' && target.length <= 200 && oneLine(target) === target) return target;
  throw new UsageError(
    '--target: found a text that is no name, expected the name of a target as a config has it',
  );
}

/** Everything that is kept by now, as far as places go; what cannot be read still has its number. */
export async function keptIn(archive: Archive, say: (line: string) => void): Promise<Kept[]> {
  const entries = await archive.entries();
  const times = new Map((await pastOf(archive, undefined, say)).map((each) => [each.cycle, each.reviewedAt]));
  return entries.map(({ cycle }) => ({ cycle, reviewedAt: times.get(cycle) ?? null }));
}
