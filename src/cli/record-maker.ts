import type { Archive } from '../archive/archive.ts';
import type { RecordMaker } from '../archive/record.ts';
import { build } from './build.ts';

/** How records are made here: by this build of ralph. What reads a review is loaded when one must be read. */
export const recordMaker = (archive: Pick<Archive, 'read'>): RecordMaker => ({
  name: build,
  read: async (entry) => (await import('./record-at.ts')).recordAt(archive, entry),
});
