import type { Evidence } from '../domain/evidence.ts';
import type { ImportedReview } from '../domain/imported.ts';
import { codeOf, EvidenceError } from './archive-error.ts';
import { replaceFile } from './durable.ts';
import { readJson } from './json-file.ts';
import { toJsonText } from './json-text.ts';

/** Saves evidence: the file is the old one or the whole new one, never a part. Throws {@link EvidenceError}. */
export async function saveEvidence(file: string, evidence: Evidence): Promise<void> {
  const text = toJsonText(evidence);
  try {
    await replaceFile(file, text);
  } catch (error) {
    throw new EvidenceError(`${file}  cannot be written (${codeOf(error)}); name another file`, {
      cause: error,
    });
  }
}

/** Reads saved evidence, or the evidence of a review file. Throws {@link EvidenceError}. */
export async function loadEvidence(file: string): Promise<Evidence> {
  const json = await readJson(file).catch((error: unknown) => {
    throw new EvidenceError(`${file}  cannot be read (${codeOf(error)}); correct the path`, { cause: error });
  });
  const { inspectEvidence } = await import('./inspect.ts');
  const found = 'value' in json ? inspectEvidence(json.value) : json;
  if ('lack' in found) throw new EvidenceError(`${file}  ${found.lack}`);
  return found;
}

/** The imported review in a file; undefined where it holds something else, or cannot be read. */
export async function loadImported(file: string): Promise<ImportedReview | undefined> {
  const json = await readJson(file).catch(() => undefined);
  if (!json || 'lack' in json) return undefined;
  const { inspectImported } = await import('./inspect.ts');
  return inspectImported(json.value);
}
