import { suggest } from '../config/suggest.ts';

/** A command line that cannot be carried out; the message says what was found, expected, and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A longer list hides the word that was meant, where there is one. */
const LISTED = 40;

/** Refuses a word that is none of `known`; `expected` says in words what they are, where they are many. */
export function unknownWord(
  flag: string,
  word: string,
  known: readonly string[],
  expected?: string,
): UsageError {
  const meant = suggest(word, known);
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`;
  const isLong = meant !== undefined && known.length > LISTED;
  const list = isLong ? `one of the ${known.length} there are` : `one of ${known.join(', ')}`;
  return new UsageError(`${flag}: found "${word}", expected ${expected ?? list}${hint}`);
}
