import { createHash } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Archive } from '../../archive/open.ts';

/** Some file systems tell nobody of a change: it is looked after so often all the same. */
const LOOK_MS = 5_000;
/** A review is several files, and they land one after the other. */
const SETTLED_MS = 150;

/** Tells when the reviews of a folder are others than before. */
export interface Landings {
  /** Which reviews are there, and how they were last written; another text is another folder of reviews. */
  readonly now: string;
  close(): void;
}

/** Which reviews are there, each as it was last written. */
async function stateOf(archive: Pick<Archive, 'entries'>): Promise<string> {
  const hash = createHash('sha1');
  const entries = await archive.entries();
  const stamps = await Promise.all(
    entries.map(({ jsonFile }) =>
      stat(jsonFile).then(
        ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
        () => 'gone',
      ),
    ),
  );
  for (const [index, { jsonFile }] of entries.entries()) hash.update(`${jsonFile} ${stamps[index]}\n`);
  return hash.digest('base64url').slice(0, 12);
}

function watching(folder: string, changed: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, changed);
    // A folder that is removed or a limit of the system: what looks every few seconds goes on.
    return watcher.on('error', () => watcher.close());
  } catch {
    return undefined;
  }
}

/** Watches a folder, which need not exist yet; `landed` is called after each change of what reviews there are. `lookMs`: it is
 * looked after so often, whatever the system tells. */
export async function landingsIn(
  folder: string,
  archive: Pick<Archive, 'entries'>,
  landed: () => void,
  lookMs = LOOK_MS,
): Promise<Landings> {
  let now = await stateOf(archive);
  let soon: NodeJS.Timeout | undefined;
  async function look(): Promise<void> {
    // A folder that cannot be listed now may be so later: nothing is said of it until then.
    const state = await stateOf(archive).catch(() => now);
    if (state === now) return;
    now = state;
    landed();
  }
  const soonLook = (): void => {
    clearTimeout(soon);
    soon = setTimeout(look, SETTLED_MS).unref();
  };
  let watcher = watching(folder, soonLook);
  const rounds = setInterval(() => {
    watcher ??= watching(folder, soonLook);
    void look();
  }, lookMs).unref();
  return {
    get now() {
      return now;
    },
    close() {
      clearInterval(rounds);
      clearTimeout(soon);
      watcher?.close();
    },
  };
}
