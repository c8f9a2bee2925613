import picocolors from 'picocolors';
import { cut, widthOf, wrapped } from './width.ts';

/** How a piece of a line is meant; without colours all look alike, so none says anything by its tone alone. */
export type Tone = 'good' | 'bad' | 'busy' | 'dim' | 'plain';

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** A line on a terminal, in pieces. */
export type Line = readonly Span[];

/** A row as it is written, and the columns that it takes. */
export interface Row {
  readonly text: string;
  readonly width: number;
}

export const span = (text: string, tone: Tone = 'plain'): Span => ({ text, tone });

export const textOf = (line: Line): string => line.map(({ text }) => text).join('');

export const lineWidth = (line: Line): number => line.reduce((sum, { text }) => sum + widthOf(text), 0);

/** A line in so many columns at most. */
export function fitted(line: Line, columns: number): Line {
  if (lineWidth(line) <= columns) return line;
  const kept: Span[] = [];
  let left = columns;
  for (const { text, tone } of line) {
    const width = widthOf(text);
    kept.push(span(cut(text, left), tone));
    if (width > left) break;
    left -= width;
  }
  return kept;
}

/** The first of these that fits, said ever shorter; the last one cut where none does. */
export const shortest = (columns: number, ...lines: readonly Line[]): Line =>
  lines.find((line) => lineWidth(line) <= columns) ?? fitted(lines.at(-1) ?? [], columns);

/** Below this its last piece begins on a row of its own. */
const LEAST_ROOM = 12;

/** A line in rows of so many columns at most: its last piece goes on below, behind an indent. */
export function folded(line: Line, columns: number, indent = 4): Line[] {
  const last = line.at(-1);
  if (!last || lineWidth(line) <= columns) return [line];
  const before = line.slice(0, -1);
  const room = columns - lineWidth(before);
  // There is no room for an indent.
  if (room < LEAST_ROOM && before.length > 0 && textOf(before).trim() === '')
    return folded([last], columns, 0);
  const deep = Math.min(indent, Math.floor(columns / 4));
  const below = (rows: readonly string[]): Line[] =>
    rows.map((row) => [span(`${' '.repeat(deep)}${row}`, last.tone)]);
  if (before.length > 0 && room < LEAST_ROOM)
    return [fitted(before, columns), ...below(wrapped(last.text.trim(), columns - deep))];
  const [first = '', ...more] = wrapped(last.text, columns - deep, room);
  return [[...before, span(first, last.tone)], ...below(more)];
}

/** A line as it is written to a terminal. */
export function painted(line: Line, color: boolean): Row {
  const { green, red, cyan, dim } = picocolors.createColors(color);
  const paints = { good: green, bad: red, busy: cyan, dim, plain: (text: string) => text };
  return {
    text: line.map(({ text, tone }) => (text === '' ? '' : paints[tone](text))).join(''),
    width: lineWidth(line),
  };
}

const SEPARATOR = span(' · ', 'dim');

/** Pieces with a dot between them; those that are not there are left out. */
export const joined = (...parts: readonly (Span | undefined)[]): Line =>
  parts.filter((part) => part !== undefined).flatMap((part, at) => (at === 0 ? [part] : [SEPARATOR, part]));
