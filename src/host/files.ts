import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Files } from '../domain/host.ts';
import { guardFolder } from './guard.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** Reads one byte more than is allowed, because the size of a file that grows or of a virtual one tells nothing. */
async function readBounded(path: string, maxBytes: number): Promise<string> {
  // A named pipe would block as soon as it is opened.
  if (!(await stat(path)).isFile()) throw new Error(`${path} is not a file`);
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(maxBytes + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length);
      length += bytesRead;
      if (length > maxBytes) throw new Error(`${path} is larger than ${maxBytes} bytes`);
      if (bytesRead === 0) return bytes.toString('utf8', 0, length);
    }
  } finally {
    await file.close();
  }
}

/** The files of this machine. */
export const createFiles = (): Files => ({
  read: async (path, maxBytes) => {
    try {
      return await readBounded(path, maxBytes);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
  temporaryFolder: async () => {
    const path = await mkdtemp(join(tmpdir(), 'ralph-'));
    const release = guardFolder(path);
    const remove = async (): Promise<void> => {
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
      release();
    };
    return { path, remove };
  },
});
