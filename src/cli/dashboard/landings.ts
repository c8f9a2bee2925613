import type { Archive } from '../../archive/archive.ts';

/** Not every place tells of every change: it is looked after so often all the same. */
const LOOK_MS = 5_000;
/** A review is several files, and they land one after the other. */
const SETTLED_MS = 150;

/** Tells when the reviews of an archive are others than before. */
export interface Landings {
  /** Which reviews are there, and how they were last written; another text is another set of reviews. */
  readonly now: string;
  close(): void;
}

/**
 * Watches an archive, in which nothing need be yet; `landed` is called after each change of what reviews there are. `lookMs`: it
 * is looked after so often, whatever it tells.
 */
export async function landingsIn(
  archive: Pick<Archive, 'state' | 'watch'>,
  landed: () => void,
  lookMs = LOOK_MS,
): Promise<Landings> {
  let now = await archive.state();
  let soon: NodeJS.Timeout | undefined;
  async function look(): Promise<void> {
    // What cannot be listed now may be so later: nothing is said of it until then.
    const state = await archive.state().catch(() => now);
    if (state === now) return;
    now = state;
    landed();
  }
  const soonLook = (): void => {
    clearTimeout(soon);
    soon = setTimeout(look, SETTLED_MS).unref();
  };
  let watching = archive.watch(soonLook);
  const rounds = setInterval(() => {
    watching ??= archive.watch(soonLook);
    void look();
  }, lookMs).unref();
  return {
    get now() {
      return now;
    },
    close() {
      clearInterval(rounds);
      clearTimeout(soon);
      watching?.close();
    },
  };
}
