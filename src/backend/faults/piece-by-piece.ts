import { Readable } from 'node:stream';
import type { Body } from './fault.ts';

/** The bytes of a body, in pieces as they come. */
export async function* bytesOf(body: Body): AsyncGenerator<Buffer> {
  if (typeof body === 'string') yield Buffer.from(body);
  else if (Buffer.isBuffer(body)) yield body;
  else for await (const piece of body) yield Buffer.from(piece);
}

/** A body that is sent as its pieces come. */
export const streamOf = (pieces: AsyncIterable<Buffer>): Readable =>
  Readable.from(pieces, { objectMode: false });
