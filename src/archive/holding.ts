import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Entry } from './entry.ts';
import type { Kept, KeptImported } from './inspect.ts';

/** The SHA-256 of bytes, in hexadecimal. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The entry whose document is these bytes; not whole where only its JSON knows them. */
export async function holding(
  entries: readonly Entry[],
  document: Uint8Array,
  read: (entry: Entry) => Promise<Kept | KeptImported | { readonly corrupt: string }>,
): Promise<{ readonly entry: Entry; readonly isWhole: boolean } | undefined> {
  for (const entry of entries) {
    const size = await stat(entry.mdFile).then(
      (status) => status.size,
      () => undefined,
    );
    if (size === document.length && (await readFile(entry.mdFile)).equals(document))
      return { entry, isWhole: true };
    if (size !== undefined) continue;
    const kept = await read(entry);
    if ('imported' in kept && kept.imported.sha256 === sha256Of(document)) return { entry, isWhole: false };
  }
  return undefined;
}
