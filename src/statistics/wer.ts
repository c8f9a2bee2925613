/** What it takes to turn what was said into what was understood. */
export interface WordErrors {
  /** Words that were said. */
  readonly words: number;
  readonly substitutions: number;
  readonly deletions: number;
  readonly insertions: number;
}

/** A number keeps the separators between its digits; every other sign ends a word, apostrophes and hyphens too. */
const WORD = /(?:\p{N}+[.,](?=\p{N}))*[\p{L}\p{M}\p{N}]+/gu;

/**
 * The words of a text, as they are compared: NFKC, lower case, no punctuation. Accents stay, because "ou" and "où"
 * are two words; digits stay digits, because spelling them out is a language's own business.
 */
export const wordsOf = (text: string): string[] => text.normalize('NFKC').toLowerCase().match(WORD) ?? [];

/** Distances between all beginnings of two sequences: Wagner and Fischer, Journal of the ACM 21 (1974). */
function distances(said: readonly string[], heard: readonly string[]) {
  const width = heard.length + 1;
  const table = new Uint32Array((said.length + 1) * width);
  const at = (row: number, column: number): number => table[row * width + column] ?? 0;
  for (let row = 0; row <= said.length; row++) {
    for (let column = 0; column <= heard.length; column++) {
      const kept = said[row - 1] === heard[column - 1] ? 0 : 1;
      table[row * width + column] =
        row === 0 || column === 0
          ? row + column
          : Math.min(at(row - 1, column - 1) + kept, at(row - 1, column) + 1, at(row, column - 1) + 1);
    }
  }
  return at;
}

/**
 * The fewest substitutions, deletions and insertions between two sequences of words; of several ways the one with
 * most substitutions from the end. Time and memory grow with the product of the lengths: bound untrusted text.
 */
export function wordErrors(said: readonly string[], heard: readonly string[]): WordErrors {
  const at = distances(said, heard);
  const errors = { words: said.length, substitutions: 0, deletions: 0, insertions: 0 };
  let [row, column] = [said.length, heard.length];
  while (row > 0 || column > 0) {
    const kept = said[row - 1] === heard[column - 1] ? 0 : 1;
    if (row > 0 && column > 0 && at(row, column) === at(row - 1, column - 1) + kept) {
      errors.substitutions += kept;
      row--;
      column--;
    } else if (row > 0 && at(row, column) === at(row - 1, column) + 1) {
      errors.deletions++;
      row--;
    } else {
      errors.insertions++;
      column--;
    }
  }
  return errors;
}

/**
 * Word error rate of one or several utterances: all errors / all words that were said, so that a long utterance
 * weighs more than a short one. 0 is perfect; above 1 where more was heard than said; undefined where nothing was said.
 */
export function wordErrorRate(utterances: readonly WordErrors[]): number | undefined {
  const words = utterances.reduce((sum, utterance) => sum + utterance.words, 0);
  const wrong = utterances.reduce(
    (sum, { substitutions, deletions, insertions }) => sum + substitutions + deletions + insertions,
    0,
  );
  return words === 0 ? undefined : wrong / words;
}
