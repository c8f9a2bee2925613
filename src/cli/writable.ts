import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from './usage-error.ts';

const kindOf = async (path: string): Promise<'folder' | 'file' | 'nothing'> => {
  const found = await stat(path).catch(() => undefined);
  if (!found) return 'nothing';
  return found.isDirectory() ? 'folder' : 'file';
};

/** Refuses, before anything is measured, a file that could not be written afterwards. */
export async function ensureFile(flag: string, file: string): Promise<void> {
  if ((await kindOf(file)) === 'folder')
    throw new UsageError(`${flag}: found the folder ${file}, expected the name of a file`);
  const above = dirname(file);
  if ((await kindOf(above)) !== 'folder') {
    throw new UsageError(`${flag}: found no folder ${above}, expected one: make it, or name another file`);
  }
}
