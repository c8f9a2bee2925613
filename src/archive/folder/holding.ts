import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Corrupt } from '../archive.ts';
import type { Entry } from '../entry.ts';
import type { Kept, KeptImported } from '../inspect.ts';
import { sha256Of } from '../sha256.ts';

/** The entry whose document is these bytes; not whole where only its JSON knows them. */
export async function holding(
  folder: string,
  entries: readonly Entry[],
  document: Uint8Array,
  read: (entry: Entry) => Promise<Kept | KeptImported | Corrupt>,
): Promise<{ readonly entry: Entry; readonly isWhole: boolean } | undefined> {
  for (const entry of entries) {
    const file = join(folder, `${entry.stem}.md`);
    const size = await stat(file).then(
      (status) => status.size,
      () => undefined,
    );
    if (size === document.length && (await readFile(file)).equals(document)) return { entry, isWhole: true };
    if (size !== undefined) continue;
    const kept = await read(entry);
    if ('imported' in kept && kept.imported.sha256 === sha256Of(document)) return { entry, isWhole: false };
  }
  return undefined;
}
