import type { FleetReview } from '../domain/fleet.ts';
import { fromJson } from '../domain/from-json.ts';
import { type DocumentError, refuses } from './archive-error.ts';
import type { Drawing, FleetDrawing, ImportedDrawing } from './drawing.ts';
import { type Entry, entriesAmong, type FleetEntry, stemOf, type Word } from './entry.ts';
import type { Kept, KeptImported, Lack } from './inspect.ts';
import { toJsonText } from './json-text.ts';
import { MOST_BYTES } from './plain-file.ts';

/** What sets one kind of review apart from another, wherever it is kept. */
export interface Kind<Name, Contents, Drawn> {
  /** In its names. */
  readonly word: Word;
  /** Those of this kind among the names of documents, in the order of their numbers. */
  entriesAmong(names: readonly string[]): readonly Name[];
  numberOf(entry: Name): number;
  entryOf(named: FleetEntry): Name;
  /** Checks the value of a JSON that is named as of this number. */
  inspect(value: unknown, number: number): Promise<Contents | Lack>;
  /** ISO 8601, of which a name has the day. */
  reviewedAt(contents: Contents): string;
  /** The value of its JSON, and its other document. */
  parts(drawn: Drawn): { readonly value: unknown; readonly document: string | Uint8Array };
}

export type ReviewKind = Kind<Entry, Kept | KeptImported, Drawing | ImportedDrawing>;
export type FleetKind = Kind<FleetEntry, FleetReview, FleetDrawing>;

const entryOf = ({ number, date, stem }: FleetEntry): Entry => ({ cycle: number, date, stem });

export const reviewKind: ReviewKind = {
  word: 'cycle',
  entriesAmong: (names) => entriesAmong('cycle', names).map(entryOf),
  numberOf: ({ cycle }) => cycle,
  entryOf,
  inspect: async (value, number) => (await import('./inspect.ts')).inspectEntry(value, number),
  reviewedAt: (kept) => ('imported' in kept ? kept.imported : kept.review).reviewedAt,
  parts: (drawn) =>
    'imported' in drawn
      ? { value: { imported: drawn.imported }, document: drawn.document }
      : { value: { review: drawn.review, evidence: drawn.evidence }, document: drawn.markdown },
};

export const fleetKind: FleetKind = {
  word: 'fleet',
  entriesAmong: (names) => entriesAmong('fleet', names),
  numberOf: ({ number }) => number,
  entryOf: (named) => named,
  inspect: async (value, number) => (await import('./inspect.ts')).inspectFleet(value, number),
  reviewedAt: (fleet) => fleet.reviewedAt,
  parts: ({ fleet, markdown }) => ({ value: fleet, document: markdown }),
};

/** The documents of one review, ready to be kept. */
export interface Written {
  readonly stem: string;
  readonly json: string;
  readonly document: string | Uint8Array;
}

/**
 * A drawing as documents that can be read again as that review: nothing is ever kept with less. Throws TypeError, and
 * {@link DocumentError} where one is longer than any may be.
 */
export async function written<Name, Contents, Drawn>(
  kind: Kind<Name, Contents, Drawn>,
  drawn: Drawn,
  number: number,
): Promise<Written> {
  const { value, document } = kind.parts(drawn);
  const json = toJsonText(value);
  const kept = await kind.inspect(fromJson(json), number);
  if (isLack(kept)) throw new TypeError(`this review could not be read again: ${kept.lack}`);
  const stem = stemOf(kind.word, number, kind.reviewedAt(kept));
  for (const bytes of [Buffer.byteLength(json), Buffer.byteLength(document)])
    if (bytes > MOST_BYTES) throw refuses.long(stem, bytes, MOST_BYTES);
  return { stem, json, document };
}

/** Whether what was inspected cannot be used. */
export const isLack = (found: unknown): found is Lack =>
  typeof found === 'object' && found !== null && 'lack' in found;
