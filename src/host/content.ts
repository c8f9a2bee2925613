import { randomUUID } from 'node:crypto';
import type { HttpRequest } from '../domain/host.ts';

/** What a request carries, and the header that says so. */
interface Content {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
}

/** A form with one `file` (RFC 7578). */
function formOf(file: Uint8Array): Content {
  const boundary = `ralph-${randomUUID()}`;
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="recording"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** The body of a request: JSON, a form, or nothing. */
export function contentOf({ json, file }: Pick<HttpRequest, 'json' | 'file'>): Content {
  if (file) return formOf(file);
  if (json === undefined) return { headers: {}, body: null };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) };
}
