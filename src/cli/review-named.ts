import { resolve } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import type { Kept } from '../archive/inspect.ts';
import { loadReview, reviewIn } from '../archive/review-file.ts';
import { UsageError } from './usage-error.ts';
import { whereIs } from './where.ts';

export interface NamedReview extends Kept {
  /** Where it was found, for a person. */
  readonly file: string;
}

/** The JSON of a review file, also where its Markdown was named. */
const jsonOf = (file: string): string => file.replace(/\.md$/, '.json');

async function entryOf(archive: Archive, which: string | undefined) {
  const entries = await archive.entries();
  const found = which === undefined ? entries.at(-1) : entries.find(({ cycle }) => cycle === Number(which));
  if (found) return found;
  const known = entries.map(({ cycle }) => cycle).join(', ');
  if (known === '')
    throw new UsageError(
      `${archive.place}: found no review there, expected one; make it with "ralph review", or name a file`,
    );
  throw new UsageError(
    `${archive.place}: found no cycle ${which} among the reviews, which are ${known}; expected one of them, or a file`,
  );
}

/** The review that a person named by number or file; the latest that is kept where none was named. Throws UsageError or EvidenceError. */
export async function reviewNamed(
  which: string | undefined,
  { cwd, archive }: { readonly cwd: string; readonly archive: Archive },
): Promise<NamedReview> {
  if (which !== undefined && !/^\d{1,9}$/.test(which)) {
    const file = jsonOf(resolve(cwd, which));
    return { ...(await loadReview(file)), file };
  }
  const entry = await entryOf(archive, which);
  const file = whereIs(archive, entry, 'json');
  const { json } = await archive.documents(entry);
  return { ...(await reviewIn(json, file, entry.cycle)), file };
}
