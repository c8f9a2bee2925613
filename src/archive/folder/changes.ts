import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Watching } from '../archive.ts';
import { type Entry, jsonName } from '../entry.ts';

/** Which of these reviews are there, each as it was last written. */
export async function stateOf(folder: string, entries: readonly Entry[]): Promise<string> {
  const hash = createHash('sha1');
  const stamps = await Promise.all(
    entries.map((entry) =>
      stat(join(folder, jsonName(entry))).then(
        ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
        () => 'gone',
      ),
    ),
  );
  for (const [index, { stem }] of entries.entries()) hash.update(`${stem} ${stamps[index]}\n`);
  return hash.digest('base64url').slice(0, 12);
}

/** Watches a folder; undefined where it is not there, or the system has a limit. */
export function watching(folder: string, changed: () => void): Watching | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, changed);
    // A folder that is removed: who looks every few seconds goes on.
    return watcher.on('error', () => watcher.close());
  } catch {
    return undefined;
  }
}
