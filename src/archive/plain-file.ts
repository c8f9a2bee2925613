import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** No file of a review is longer. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** Never waits for who would write into a pipe, and follows no link. Windows has neither. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * The bytes of a file as it lies in a folder; undefined where that is a device or a pipe, which have no end, or more than any
 * review. Throws what the operating system says: of a link, which leads anywhere, ELOOP.
 */
export async function plainBytes(file: string): Promise<Uint8Array | undefined> {
  const opened = await open(file, FLAGS);
  try {
    const status = await opened.stat();
    return status.isFile() && status.size <= MOST_BYTES ? await opened.readFile() : undefined;
  } finally {
    await opened.close();
  }
}
