import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, writeTemporary } from '../archive/durable.ts';
import type { Secrets } from '../domain/secrets/known.ts';
import { redact } from '../pipeline/redact.ts';

/** A name as part of a file's name. */
const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'scenario';

interface Place {
  readonly folder: string;
  readonly at: Date;
  /** What no result says. */
  readonly secrets: Secrets;
}

/** Writes a result whole or not at all, as `<name>-<date>.json`; answers with the file. */
export async function keepResult(
  { folder, at, secrets }: Place,
  name: string,
  result: object,
): Promise<string> {
  await makeFolder(folder);
  const stamp = at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const file = join(folder, `${slug(name)}-${stamp}.json`);
  await rename(await writeTemporary(folder, `${JSON.stringify(redact(result, secrets.values))}\n`), file);
  return file;
}
