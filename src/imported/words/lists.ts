import type { Field, Item } from '../../domain/imported.ts';
import type { Document } from '../document.ts';
import { fold } from '../fold.ts';
import { entryOf, itemsOf } from '../front.ts';
import type { Entry } from '../front-matter.ts';
import { SILENT } from '../settle.ts';

const BLOCKERS = ['blockers', 'critical_issues', 'remaining_issues', 'critical'];
/** Those that cannot be empty beside another that is not: what remains need not block. */
const CRITICAL = ['blockers', 'critical_issues', 'critical'];
const PROGRESS = ['progress', 'improvements', 'achievements'];

/** Whether a key of the front matter has what blocks or what holds, of the cycle itself. */
export const isList = (key: string): boolean => [...BLOCKERS, ...PROGRESS].includes(key);

/** What other fields are read from. */
const SINGLE = [
  ['reviewed_at', 'date', 'timestamp'],
  ['commit', 'commit_hash', 'sha'],
  ['status'],
  ['verdict'],
  ['score'],
  ['cycle'],
  ['sprint'],
];

const listOf = (document: Document, names: readonly string[]): Field<readonly Item[]> => {
  const entry = entryOf(document, names);
  return entry ? { value: itemsOf(entry), where: entry.line, candidates: [] } : SILENT;
};

/** What blocks, of the first list that goes by such a name; not settled where another says more than its nothing. */
export function blockersOf(document: Document): Field<readonly Item[]> {
  const first = listOf(document, BLOCKERS);
  if (!first.value?.every(isNone)) return first;
  const stated = CRITICAL.flatMap((name) => {
    const entry = entryOf(document, [name]);
    return entry ? [{ value: itemsOf(entry), line: entry.line, text: `${name}: ${entry.text}` }] : [];
  });
  const isSaid = stated.some(({ value }) => !value.every(isNone));
  return isSaid ? { value: null, where: null, candidates: stated } : first;
}

/** What holds or got better. */
export const progressOf = (document: Document): Field<readonly Item[]> => listOf(document, PROGRESS);

/** Whether an entry of a list says that there is none. */
export const isNone = ({ text }: Item): boolean =>
  /^(?:none|no|aucune?|neant|rien|n\/a|-|0)(?:\s+(?:critical|critique|blockers?|blocages?|bloquants?|remaining|restants?|issues?|problemes?))*[.!]?$/.test(
    fold(text),
  );

/** The front matter that no field is read from, in its order; a key that comes twice keeps both. */
export function unknownOf(document: Document): Readonly<Record<string, readonly Item[]>> {
  const read = new Set([BLOCKERS, PROGRESS, ...SINGLE].map((names) => entryOf(document, names)));
  const left = new Map<string, readonly Item[]>();
  const texts = ({ text, line, items }: Entry): readonly Item[] => [
    ...(text === '' ? [] : [{ text, line }]),
    ...items,
  ];
  for (const entry of document.front.filter((each) => !read.has(each)))
    left.set(entry.key, [...(left.get(entry.key) ?? []), ...texts(entry)]);
  return Object.fromEntries(left);
}
