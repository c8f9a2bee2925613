import { readFile, stat } from 'node:fs/promises';
import { codeOf } from '../archive/archive-error.ts';

/** No review written by hand is near this. */
const MOST_BYTES = 256 * 1024;

export const NO_REVIEW = 'found nothing that a review says, expected one';

export interface DocumentFile {
  readonly bytes: Buffer;
  readonly text: string;
  readonly modifiedAt: Date;
}

export interface Unreadable {
  readonly lack: string;
}

async function bytesOf(file: string): Promise<Pick<DocumentFile, 'bytes' | 'modifiedAt'> | Unreadable> {
  const status = await stat(file);
  if (status.isDirectory()) return { lack: 'found a folder, expected a file' };
  if (!status.isFile()) return { lack: 'found a device or a pipe, expected a file' };
  if (status.size > MOST_BYTES)
    return { lack: `found ${status.size} bytes, expected a review of at most ${MOST_BYTES}` };
  return { bytes: await readFile(file), modifiedAt: status.mtime };
}

/** What bytes hold, where they hold a text. */
export function documentOf(bytes: Buffer, modifiedAt: Date): DocumentFile | Unreadable {
  if (bytes.length > MOST_BYTES)
    return { lack: `found ${bytes.length} bytes, expected a review of at most ${MOST_BYTES}` };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.includes('\0')) return { lack: 'found binary data, expected a text' };
    if (text.trim() === '') return { lack: 'found an empty file, expected a review' };
    if (/^\s*\{/.test(text)) return { lack: 'found JSON, expected the Markdown of a review' };
    return { bytes, modifiedAt, text };
  } catch (error) {
    if (error instanceof TypeError) return { lack: 'found bytes that are not UTF-8, expected a text' };
    throw error;
  }
}

/** A document of text; `lack` says why it is none. */
export async function readDocument(file: string): Promise<DocumentFile | Unreadable> {
  try {
    const found = await bytesOf(file);
    return 'lack' in found ? found : documentOf(found.bytes, found.modifiedAt);
  } catch (error) {
    return { lack: `cannot be read (${codeOf(error)}); correct the path` };
  }
}
