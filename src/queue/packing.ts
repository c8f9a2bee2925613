import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { fromJson } from '../domain/from-json.ts';

/** Most that an answer takes in the queue, in characters of base64, and as JSON. */
export const MOST_PACKED = 8 * 1024 * 1024;
export const MOST_UNPACKED = 64 * 1024 * 1024;

/** Most values, one within the other counted too: 60 KiB of gzip hold so many empty lists that reading them takes gigabytes, and judging them minutes. */
export const MOST_VALUES = 1_000_000;

const gzipped = promisify(gzip);
const gunzipped = promisify(gunzip);

/** An answer that is too big for the queue; the message says by how much. */
export class AnswerTooBig extends Error {
  override readonly name = 'AnswerTooBig';
}

const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

const BEFORE_VALUES = new Set(Buffer.from(',[{'));

/** Throws {@link AnswerTooBig} where there are more values in a JSON than are read; what stands in texts counts with them. */
function ensureFew(json: Uint8Array): void {
  let values = 0;
  for (const byte of json) if (BEFORE_VALUES.has(byte)) values++;
  if (values > MOST_VALUES)
    throw new AnswerTooBig(`the answer has ${values} values, and ${MOST_VALUES} is the most`);
}

/** JSON, gzipped, base64. Throws {@link AnswerTooBig}. */
export async function packed(body: unknown): Promise<string> {
  const json = Buffer.from(JSON.stringify(body));
  if (json.length > MOST_UNPACKED)
    throw new AnswerTooBig(`the answer has ${mib(json.length)}, and ${mib(MOST_UNPACKED)} is the most`);
  ensureFew(json);
  const text = (await gzipped(json)).toString('base64');
  if (text.length > MOST_PACKED)
    throw new AnswerTooBig(`the answer has ${mib(text.length)} packed, and ${mib(MOST_PACKED)} is the most`);
  return text;
}

/** What was packed, of whatever shape it is. Throws where it is too big, no gzip, or no JSON. */
export async function unpacked(text: string): Promise<unknown> {
  if (text.length > MOST_PACKED) throw new AnswerTooBig(`more than ${mib(MOST_PACKED)} packed`);
  const json = await gunzipped(Buffer.from(text, 'base64'), { maxOutputLength: MOST_UNPACKED });
  ensureFew(json);
  return fromJson(json.toString());
}
