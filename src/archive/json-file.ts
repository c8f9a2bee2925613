import { readFile, stat } from 'node:fs/promises';
import { fromJson } from '../domain/from-json.ts';
import { MOST_BYTES } from './plain-file.ts';

/** Line and column of a character, counted from 1. */
function placeAt(text: string, position: number): string {
  const lines = text.slice(0, position).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** Where a JSON text goes wrong, as far as V8 tells: it is silent about most words out of place. */
function placeOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('end of JSON')) return ` (${placeAt(text, text.length)})`;
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? '' : ` (${placeAt(text, Number(position))})`;
}

/** The value of a JSON, or why there is none. */
export type Json = { readonly value: unknown } | { readonly lack: string };

/** The value in the bytes of a JSON file, wherever they lay. */
export function jsonIn(bytes: Uint8Array): Json {
  const text = new TextDecoder().decode(bytes);
  try {
    return { value: fromJson(text) };
  } catch (error) {
    if (error instanceof RangeError) return { lack: `${error.message}, expected what ralph writes` };
    return { lack: `found text that is not JSON${placeOf(error, text)}, expected a whole JSON file` };
  }
}

/** The value in a JSON file, or why there is none. Throws only what the operating system says. */
export async function readJson(file: string): Promise<Json> {
  const status = await stat(file);
  if (!status.isFile()) return { lack: 'found a folder or a device, expected a file' };
  if (status.size > MOST_BYTES) return { lack: `found ${status.size} bytes, expected at most ${MOST_BYTES}` };
  return jsonIn(await readFile(file));
}
