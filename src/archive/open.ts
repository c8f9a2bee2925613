import { isDatabase } from '../domain/archive-place.ts';
import type { Archive } from './archive.ts';

/** An archive that is let go of with the block that opened it. */
export type OpenArchive = Archive & AsyncDisposable;

async function archiveAt(place: string): Promise<Archive> {
  if (isDatabase(place)) return (await import('./postgres/archive.ts')).postgresArchive(place.trim());
  return (await import('./folder/archive.ts')).folderArchive(place);
}

/** Opens the archive at a place: a folder, which need not exist yet, or a Postgres database, which is not asked before it must be. */
export async function openArchive(place: string): Promise<OpenArchive> {
  const archive = await archiveAt(place);
  return { ...archive, [Symbol.asyncDispose]: archive.close };
}
