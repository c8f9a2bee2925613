import { eastAsianWidth } from 'get-east-asian-width';

/** Asks for the coloured form of the sign before it, which is then wider in some terminals. */
const COLOURED = 0xfe0f;
const NO_WIDTH = /^[\p{Mark}\p{Cf}\p{Cc}]$/u;
const ASCII = /^[ -~]*$/;

const ELLIPSIS = '…';

let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for one sign each: cut between them, nothing is left in half. */
function signsOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter();
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

function widthOfPoint(point: string): number {
  const code = point.codePointAt(0) ?? 0;
  if (code === COLOURED) return 1;
  return NO_WIDTH.test(point) ? 0 : eastAsianWidth(code);
}

/**
 * Columns that a text takes in any terminal at most: they disagree on signs that are joined of several, so each part counts.
 */
export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const point of text) width += widthOfPoint(point);
  return width;
}

/** The first signs of a text that take no more columns than these. */
export function startOf(text: string, columns: number): string {
  if (ASCII.test(text)) return text.slice(0, Math.max(0, columns));
  let kept = '';
  let left = columns;
  for (const sign of signsOf(text)) {
    left -= widthOf(sign);
    if (left < 0) break;
    kept += sign;
  }
  return kept;
}

/** A text in so many columns at most; where it was cut, it says so. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  return columns < 1 ? '' : `${startOf(text, columns - 1)}${ELLIPSIS}`;
}

/** A text with blanks behind it up to a width. */
export const padded = (text: string, columns: number): string =>
  `${text}${' '.repeat(Math.max(0, columns - widthOf(text)))}`;

/**
 * A text in rows of so many columns at most (1 at least), the first of them in `first`, broken between words; a longer word
 * is cut through.
 */
export function wrapped(text: string, columns: number, first = columns): string[] {
  const rows: string[] = [];
  const room = (): number => (rows.length === 0 ? first : columns);
  let row = '';
  for (const word of text.split(' ')) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (widthOf(longer) <= room()) {
      row = longer;
      continue;
    }
    if (row !== '') rows.push(row);
    row = word;
    while (widthOf(row) > room()) {
      const [sign = ''] = signsOf(row);
      // A sign that is wider than all there is has no place at all.
      const piece = startOf(row, room()) || sign;
      rows.push(widthOf(piece) > room() ? ELLIPSIS : piece);
      row = row.slice(piece.length);
    }
  }
  return row === '' && rows.length > 0 ? rows : [...rows, row];
}
