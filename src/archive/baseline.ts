import type { Archive } from './archive.ts';
import type { Entry } from './entry.ts';
import type { Kept } from './inspect.ts';

/** A review of the past with its place in the archive. */
export interface Past extends Kept {
  readonly entry: Entry;
}

interface Below {
  /** Only cycles below this one. */
  readonly before?: number;
}

/** The reviews below a cycle, newest first; `corrupt` says of a file that it was skipped, and why. */
export async function* history(
  archive: Pick<Archive, 'entries' | 'read'>,
  { before = Number.POSITIVE_INFINITY }: Below = {},
): AsyncGenerator<Past | { readonly corrupt: string }> {
  const entries = await archive.entries();
  for (const entry of entries.filter(({ cycle }) => cycle < before).reverse()) {
    const contents = await archive.read(entry);
    // An imported review has no evidence to go on from.
    if ('imported' in contents) continue;
    yield 'corrupt' in contents ? contents : { ...contents, entry };
  }
}

/** The newest readable review below a cycle, and the files that were skipped to find it. */
export async function baseline(
  archive: Pick<Archive, 'entries' | 'read'>,
  below: Below = {},
): Promise<{ readonly found?: Past; readonly skipped: readonly string[] }> {
  const skipped: string[] = [];
  for await (const past of history(archive, below)) {
    if (!('corrupt' in past)) return { found: past, skipped };
    skipped.push(past.corrupt);
  }
  return { skipped };
}
