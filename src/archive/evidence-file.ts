import type { Evidence } from '../domain/evidence.ts';
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
