import type { FleetReview } from '../domain/fleet.ts';
import type { Draw, Drawing, FleetDrawing, ImportedDrawing, Published } from './drawing.ts';
import type { Entry, FleetEntry } from './entry.ts';
import type { Blessing, Kept, KeptImported } from './inspect.ts';
import type { Listing, RecordMaker, Records } from './record.ts';

/** Both documents of a review, byte for byte; null: it has none (a run was killed before it could write it). */
export interface Documents {
  readonly json: Uint8Array | null;
  readonly markdown: Uint8Array | null;
}

/** What cannot be used: it names the document and says why. */
export interface Corrupt {
  readonly corrupt: string;
}

/** What keeps documents under the names of reviews, of one kind of review. */
export interface Series<Name, Contents, Drawn> {
  /** By their names alone, in the order of their numbers; none where nothing was ever kept. */
  entries(): Promise<readonly Name[]>;
  /** What an entry holds. */
  read(entry: Name): Promise<Contents | Corrupt>;
  /** Its documents as they lie there. Throws ArchiveError where one is there and cannot be read. */
  documents(entry: Name): Promise<Documents>;
  /**
   * Keeps documents byte for byte under a name (a `stem`), whatever they say, as often as it is asked: `same` where all of
   * them were there. Throws ArchiveError for other bytes under that name, which stay, and for a name that is none.
   */
  put(stem: string, documents: Documents): Promise<'new' | 'same'>;
  /**
   * Keeps a review under `number`, which must be free, or under the next one: no two of an archive are given the same one,
   * whoever writes at the same time, and none is left out. With an `id`, asked again it answers with what was kept
   * first, also when the first asking was killed; whether its Markdown was kept as well is then for {@link Series.complete}.
   */
  publish(draw: Draw<Drawn>, number?: number, id?: string): Promise<Published<Name>>;
  /** Gives a review its Markdown, where whoever wrote it was killed before it could; what is there stays. */
  complete(entry: Name, markdown: string | Uint8Array): Promise<void>;
}

/** The fleet reviews of an archive, numbered on their own. */
export type FleetSeries = Series<FleetEntry, FleetReview, FleetDrawing>;

/** Reviews that are kept, wherever that is. Its methods throw ArchiveError. */
export interface Archive extends Series<Entry, Kept | KeptImported, Drawing | ImportedDrawing> {
  /** Where it is, as a person names it: a folder, or an address without its password. */
  readonly place: string;
  /** Where its documents lie as files under their names, so that a page can lead to them; null: nowhere. */
  readonly folder: string | null;
  /** Opens the records of all its reviews; reads those that are new or have changed, and only those. */
  records(maker: RecordMaker, listing?: Listing): Promise<Records>;
  /** The target that each of these entries is known to be of, without reading any. */
  targets(entries: readonly Entry[], maker: RecordMaker): Promise<(entry: Entry) => string | undefined>;
  /**
   * To be called before measuring: makes what is missing, really writes, tidies up after killed runs, and refuses a cycle
   * that is taken.
   */
  ensureWritable(cycle?: number): Promise<void>;
  /** The entry whose document is these bytes, if there is one; not whole where a run was killed before it had its document. */
  holding(document: Uint8Array): Promise<{ readonly entry: Entry; readonly isWhole: boolean } | undefined>;
  /** The blessed reviews; none where none was blessed. Throws where what says so cannot be read. */
  baselines(): Promise<readonly Blessing[]>;
  /** Blesses a review, in place of the one that was blessed for its target and branch. */
  bless(blessing: Blessing): Promise<void>;
  /** Takes the blessing from those that `isGone` says; answers with them. */
  unbless(isGone: (blessing: Blessing) => boolean): Promise<readonly Blessing[]>;
  /** A short text that is another one as soon as a review is, also where one was written anew. */
  state(): Promise<string>;
  /**
   * Calls when reviews may have changed, perhaps too often and perhaps late: whoever must know looks at {@link state} now
   * and then. Undefined where nothing can be watched now. It keeps no process alive.
   */
  watch(changed: () => void): Watching | undefined;
  readonly fleets: FleetSeries;
  /** Lets go of what it holds; nothing is asked of it any more. */
  close(): Promise<void>;
}

export interface Watching {
  close(): void;
}
