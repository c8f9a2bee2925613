import type { CycleRecord } from '../domain/record.ts';
import type { Entry } from './entry.ts';

/** How a review becomes a record. */
export interface RecordMaker {
  /** Records that were made under another name are made again. */
  readonly name: string;
  /** `corrupt` names a review that cannot be used, and says why. */
  read(entry: Entry): Promise<CycleRecord | { readonly corrupt: string }>;
}

/** What is known of a review before its record is looked at. */
export interface Row {
  /** Name of its JSON. */
  readonly file: string;
  /** Another one when the review is another. */
  readonly stamp: string;
  readonly target: string;
  /** ISO 8601, UTC. */
  readonly reviewedAt: string;
}

/** A review of which a record can be had. */
export interface Slip {
  readonly entry: Entry;
  readonly row: Row;
}

/** A review that cannot be used, and why. */
export interface Unusable {
  readonly entry: Entry;
  readonly why: string;
}

/** The records of an archive, at hand as long as it is not closed. */
export interface Records {
  /** In the order of their entries. */
  readonly slips: readonly Slip[];
  /** As far as they were looked at: those that were listed, then those that were asked for. */
  readonly corrupt: readonly Unusable[];
  /** Without samples, in the order asked for. */
  of(slips: readonly Slip[]): Promise<CycleRecord[]>;
  close(): void;
}

/**
 * `checked`: the list is as the reviews are now. `as indexed`: only new ones are looked for, which saves a look at each of
 * ten thousand; the rest is as it was last seen, and a record is looked at when it is asked for.
 */
export type Listing = 'checked' | 'as indexed';
