import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

// The kernel answers these out of its memory, and there are hundreds of them at a look: through the thread pool each
// costs eight times as much processor, on the very machine that is measured.

const orElse = <Result>(read: () => Result, otherwise: Result): Result => {
  try {
    return read();
  } catch {
    // Processes end while they are looked at, and not all of them are ours to see.
    return otherwise;
  }
};

/** A file of /proc that the kernel writes without asking the process; empty where there is none. */
export const textAt = (path: string): string => orElse(() => readFileSync(path, 'utf8'), '');

/** Where a link of /proc leads; null where there is none. */
export const linkAt = (path: string): string | null => orElse<string | null>(() => readlinkSync(path), null);

/** The names in a folder of /proc; none where it cannot be seen. */
export const namesAt = (folder: string): readonly string[] =>
  orElse<readonly string[]>(() => readdirSync(folder), []);
