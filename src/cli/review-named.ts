import { resolve } from 'node:path';
import type { Kept } from '../archive/inspect.ts';
import { type Archive, openArchive } from '../archive/open.ts';
import { loadReview } from '../archive/review-file.ts';
import { UsageError } from './usage-error.ts';

export interface NamedReview extends Kept {
  readonly file: string;
}

/** The JSON of a review file, also where its Markdown was named. */
const jsonOf = (file: string): string => file.replace(/\.md$/, '.json');

async function entryOf(archive: Archive, folder: string, which: string | undefined) {
  const entries = await archive.entries();
  const found = which === undefined ? entries.at(-1) : entries.find(({ cycle }) => cycle === Number(which));
  if (found) return found;
  const known = entries.map(({ cycle }) => cycle).join(', ');
  if (known === '')
    throw new UsageError(
      `${folder}: found no review there, expected one; make it with "ralph review", or name a file`,
    );
  throw new UsageError(
    `${folder}: found no cycle ${which} among the reviews, which are ${known}; expected one of them, or a file`,
  );
}

/** The review that a person named by number or file; the latest of the folder where none was named. Throws UsageError or EvidenceError. */
export async function reviewNamed(
  which: string | undefined,
  { cwd, folder }: { readonly cwd: string; readonly folder: string },
): Promise<NamedReview> {
  if (which !== undefined && !/^\d{1,9}$/.test(which)) {
    const file = jsonOf(resolve(cwd, which));
    return { ...(await loadReview(file)), file };
  }
  const { jsonFile: file, cycle } = await entryOf(openArchive(folder), folder, which);
  return { ...(await loadReview(file, cycle)), file };
}
