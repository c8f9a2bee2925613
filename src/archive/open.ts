import type { Archive } from './archive.ts';

/** An archive that is let go of with the block that opened it. */
export type OpenArchive = Archive & AsyncDisposable;

/** Opens the archive at a place: a folder, which need not exist yet. */
export async function openArchive(place: string): Promise<OpenArchive> {
  const { folderArchive } = await import('./folder/archive.ts');
  const archive = folderArchive(place);
  return { ...archive, [Symbol.asyncDispose]: archive.close };
}
