import { stripVTControlCharacters } from 'node:util';

const widthOf = (word: string): number => stripVTControlCharacters(word).length;

/**
 * A text on lines of so many characters at most, broken between words, each line but the first behind an indent; colours
 * take no room. A longer word has a line of its own.
 */
export function folded(text: string, columns: number, indent = 0): string {
  const [first = '', ...rest] = text.split(' ');
  let drawn = first;
  let used = widthOf(first);
  for (const word of rest) {
    const width = widthOf(word);
    const fits = used + 1 + width <= columns;
    drawn += fits ? ` ${word}` : `\n${' '.repeat(indent)}${word}`;
    used = (fits ? used + 1 : indent) + width;
  }
  return drawn;
}
