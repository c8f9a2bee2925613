import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, writeTemporary } from '../archive/durable.ts';

/** A name as part of a file's name. */
const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'scenario';

/** Writes a result whole or not at all, as `<name>-<date>.json`; answers with the file. */
export async function keepResult(folder: string, name: string, at: Date, result: object): Promise<string> {
  await makeFolder(folder);
  const stamp = at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const file = join(folder, `${slug(name)}-${stamp}.json`);
  await rename(await writeTemporary(folder, `${JSON.stringify(result)}\n`), file);
  return file;
}
