/** One row of a table, without its frame. */
export interface Row {
  /** Counted from 1. */
  readonly line: number;
  /** As they stand, trimmed. */
  readonly cells: readonly string[];
}

const ROW = /^\s*\|.*\|\s*$/;
const RULE = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/;

export const isRow = (text: string): boolean => ROW.test(text);

/** Whether it is the line between the header of a table and its rows. */
export const isRule = (text: string): boolean => RULE.test(text);

/** The cells of a row; a bar behind a backslash or between code marks is of its cell. */
export function cellsOf(text: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let inCode = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === '`') inCode = !inCode;
    if (character === '\\' && text[index + 1] === '|') {
      cell += '|';
      index += 1;
    } else if (character === '|' && !inCode) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  // Where a code mark has no partner, the bars are bars.
  if (inCode)
    return text
      .split('|')
      .slice(1, -1)
      .map((each) => each.trim());
  return cells.slice(1);
}
