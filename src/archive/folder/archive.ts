import type { Archive } from '../archive.ts';
import { refuses } from '../archive-error.ts';
import { fleetKind, reviewKind } from '../kind.ts';
import { bless, readBaselines, unbless } from './baselines.ts';
import { stateOf, watching } from './changes.ts';
import { holding } from './holding.ts';
import { knownTargets, openRecords, remembering } from './records.ts';
import { folderSeries, writing } from './series.ts';
import { makeWritable } from './writable.ts';

/** The archive in a folder, which need not exist yet. */
export function folderArchive(folder: string): Archive {
  const reviews = folderSeries(folder, reviewKind);
  const { entries, read } = reviews;
  const remembered = remembering(folder);
  return {
    ...reviews,
    place: folder,
    folder,
    records: async (maker, listing) => openRecords(folder, await entries(), remembered(maker), listing),
    targets: (wanted, maker) => knownTargets(folder, wanted, maker),
    async ensureWritable(cycle) {
      await writing(folder, () => makeWritable(folder));
      const isTaken = (await entries()).some((entry) => entry.cycle === cycle);
      if (cycle !== undefined && isTaken) throw refuses.taken(folder, 'cycle', cycle);
    },
    holding: async (document) => holding(folder, await entries(), document, read),
    baselines: () => readBaselines(folder),
    bless: (blessing) => bless(folder, blessing),
    unbless: (isGone) => unbless(folder, isGone),
    state: async () => stateOf(folder, await entries()),
    watch: (changed) => watching(folder, changed),
    fleets: folderSeries(folder, fleetKind),
    close: async () => {},
  };
}
