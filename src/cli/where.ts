import { join } from 'node:path';
import type { Archive } from '../archive/archive.ts';

/** Where a document of a review is, for a person: its file, or its name in a database. */
export const whereIs = (
  { folder, place }: Pick<Archive, 'folder' | 'place'>,
  { stem }: { readonly stem: string },
  extension: 'json' | 'md',
): string => (folder === null ? `${place} ${stem}.${extension}` : join(folder, `${stem}.${extension}`));
