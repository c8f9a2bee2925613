/** One review, known by its name alone. */
export interface Entry {
  readonly cycle: number;
  /** YYYY-MM-DD */
  readonly date: string;
  /** What its documents are named, without their extensions: "2026-01-31-cycle-007". */
  readonly stem: string;
}

/** One fleet review, known by its name alone. */
export interface FleetEntry {
  readonly number: number;
  /** YYYY-MM-DD */
  readonly date: string;
  /** "2026-01-31-fleet-007". */
  readonly stem: string;
}

/** What stands between day and number in the names of each kind of review. */
export type Word = 'cycle' | 'fleet';

const STEMS: Readonly<Record<Word, RegExp>> = {
  cycle: /^\d{4}-\d{2}-\d{2}-cycle-\d{3,9}$/,
  fleet: /^\d{4}-\d{2}-\d{2}-fleet-\d{3,9}$/,
};
const EXTENSION = /\.(?:md|json)$/;
/** Where a name has its number, and its date ends. */
const NUMBER_AT = '2026-01-31-cycle-'.length;
const DATE_END = '2026-01-31'.length;

/** 7 → "007". */
export const padded = (number: number): string => String(number).padStart(3, '0');

/** The names of one review's two documents, without their extensions; `reviewedAt` is ISO 8601. */
export const stemOf = (word: Word, number: number, reviewedAt: string): string =>
  `${reviewedAt.slice(0, DATE_END)}-${word}-${padded(number)}`;

/** The name of a review's JSON, by which records, baselines and messages know it. */
export const jsonName = ({ stem }: { readonly stem: string }): string => `${stem}.json`;

/** Whether a text can be the name of a review. */
export const isStem = (word: Word, text: string): boolean => STEMS[word].test(text);

/** What a name says; null: it is not that of a review. */
export const namedBy = (word: Word, stem: string): FleetEntry | null =>
  isStem(word, stem) ? { number: Number(stem.slice(NUMBER_AT)), date: stem.slice(0, DATE_END), stem } : null;

/** The reviews of a kind among the names of documents, in the order of their numbers. There may be tens of thousands of names. */
export function entriesAmong(word: Word, names: readonly string[]): readonly FleetEntry[] {
  const entries = new Map<string, FleetEntry>();
  for (const name of names) {
    const stem = name.slice(0, name.lastIndexOf('.'));
    // The other document of a review that is known.
    if (entries.has(stem) || !EXTENSION.test(name)) continue;
    const entry = namedBy(word, stem);
    if (entry) entries.set(stem, entry);
  }
  return [...entries.values()].sort(
    (left, right) => left.number - right.number || (left.date < right.date ? -1 : 1),
  );
}
