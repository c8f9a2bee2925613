import { says } from './config-error.ts';

/** No config nests a tenth as deep, and the parser walks what is nested by recursion. */
const DEEPEST = 500;
/** Of brackets that close nothing; the parser has something to say of each. */
const MOST_STRAY = 500;
/** Of lines that are not empty; where none of many belongs there, the parser takes its time over each. */
const MOST_LINES = 1_000;

const OPENS = new Set(['[', '{']);
const CLOSES = new Set([']', '}']);
const INDICATORS = new Set(['-', '?', ':']);

/** Where a text stops to be what a config can be, and why. */
export interface Beyond {
  readonly offset: number;
  readonly message: string;
}

/**
 * Looks, before a text is parsed, whether it nests deeper than any config does, by its brackets or by the indicators of
 * one line, closes what it never opened, or goes on without an end. Looks at characters alone: quoted ones count, too.
 */
export function beyondBounds(text: string, mostLines = MOST_LINES): Beyond | undefined {
  let [brackets, stray, indicators, lines] = [0, 0, 0, 0];
  for (let offset = 0; offset < text.length; offset++) {
    const character = text.charAt(offset);
    if (character === '\n') {
      indicators = 0;
      if (text.charAt(offset + 1).trim() !== '') lines++;
    } else if (OPENS.has(character)) brackets++;
    else if (CLOSES.has(character)) brackets === 0 ? stray++ : brackets--;
    else if (brackets === 0 && INDICATORS.has(character) && /\s/.test(text.charAt(offset + 1))) indicators++;
    if (brackets > DEEPEST || indicators > DEEPEST) return { offset, message: says.tooDeep() };
    if (stray > MOST_STRAY) return { offset, message: says.stray(MOST_STRAY) };
    if (lines > mostLines) return { offset: offset + 1, message: says.tooLong(mostLines) };
  }
  return undefined;
}
