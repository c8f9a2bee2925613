import { join } from 'node:path';

/** One review, known by its name alone. */
export interface Entry {
  readonly cycle: number;
  /** YYYY-MM-DD */
  readonly date: string;
  /** What its documents are named, without their extensions: "2026-01-31-cycle-007". */
  readonly stem: string;
  readonly jsonFile: string;
  readonly mdFile: string;
}

/** One fleet review, known by its name alone. */
export interface FleetEntry {
  readonly number: number;
  /** YYYY-MM-DD */
  readonly date: string;
  /** "2026-01-31-fleet-007". */
  readonly stem: string;
}

const REVIEW_NAME = /^\d{4}-\d{2}-\d{2}-cycle-\d{3,9}\.(?:md|json)$/;
/** Where a name has its cycle, and its date ends. */
const CYCLE_AT = '2026-01-31-cycle-'.length;
const DATE_END = '2026-01-31'.length;

/** 7 → "007". */
export const padded = (cycle: number): string => String(cycle).padStart(3, '0');

/** The names of one review's two files, without their extensions; `reviewedAt` is ISO 8601. */
export const stemOf = (review: { readonly cycle: number; readonly reviewedAt: string }): string =>
  `${review.reviewedAt.slice(0, 10)}-cycle-${padded(review.cycle)}`;

/** The reviews among the names of a folder, in the order of their cycles. There may be tens of thousands of names. */
export function toEntries(folder: string, names: readonly string[]): readonly Entry[] {
  const entries = new Map<string, Entry>();
  // What `join` puts before a name, once for all of them.
  const before = join(folder, '-').slice(0, -1);
  for (const name of names) {
    const stem = name.slice(0, name.lastIndexOf('.'));
    // The other file of a review that is known.
    if (entries.has(stem) || !REVIEW_NAME.test(name)) continue;
    const path = before + stem;
    entries.set(stem, {
      cycle: Number(stem.slice(CYCLE_AT)),
      date: stem.slice(0, DATE_END),
      stem,
      jsonFile: `${path}.json`,
      mdFile: `${path}.md`,
    });
  }
  return [...entries.values()].sort(
    (left, right) => left.cycle - right.cycle || (left.date < right.date ? -1 : 1),
  );
}
