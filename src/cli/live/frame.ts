import type { Row } from './line.ts';

/** Rows at the end of what is on a terminal, the cursor at the start of the row below them. */
export interface Shown {
  readonly rows: readonly Row[];
  /** How wide the terminal was when they were written. */
  readonly columns: number;
}

const CSI = '\u001b[';
/** A terminal that knows it (mode 2026) shows all that is between the two at once; others ignore both. */
const TOGETHER = { begin: `${CSI}?2026h`, end: `${CSI}?2026l` };
/** Hidden only within a frame: however ralph ends, there is no cursor to bring back. */
const CURSOR = { hide: `${CSI}?25l`, show: `${CSI}?25h` };
const REST_OF_ROW = `${CSI}K`;
const ALL_BELOW = `${CSI}J`;

const up = (rows: number): string => (rows > 0 ? `\r${CSI}${rows}A` : '\r');

/** Rows that these take once a terminal has grown narrower, and broken what no longer fits. */
const rowsNow = (rows: readonly Row[], columns: number): number =>
  rows.reduce((sum, { width }) => sum + Math.max(1, Math.ceil(width / columns)), 0);

const written = (text: string): string => `${text}${REST_OF_ROW}\r\n`;

const isSame = (one: Row | undefined, other: Row | undefined): boolean => one?.text === other?.text;

/** Rows from top to bottom, those that stand already only passed by. */
function redrawn(before: readonly Row[], after: readonly Row[]): string {
  const first = after.findIndex((row, at) => !isSame(before[at], row));
  const from = first === -1 ? after.length : first;
  const kept = after.reduce((last, row, at) => (isSame(before[at], row) ? last : at), from - 1);
  const below = Math.max(0, before.length - after.length);
  if (kept < from && below === 0) return '';
  const rows = after
    .slice(from, kept + 1)
    .map((row, at) => (isSame(before[from + at], row) ? '\r\n' : written(row.text)));
  const passed = '\r\n'.repeat(after.length - (kept + 1));
  return `${up(before.length - from)}${rows.join('')}${passed}${below > 0 ? ALL_BELOW : ''}`;
}

/**
 * What turns the rows that stand into these, in one write: only what differs is written, each row over the old one, and
 * nothing is cleared first. After a change of width all of it is written anew. '' where nothing differs. No row may be as wide as the terminal.
 */
export function frame(before: Shown, after: Shown): string {
  const isResized = before.columns !== after.columns && before.rows.length > 0;
  const body = isResized
    ? `${up(rowsNow(before.rows, after.columns))}${ALL_BELOW}${after.rows.map(({ text }) => written(text)).join('')}`
    : redrawn(before.rows, after.rows);
  return body === '' ? '' : `${TOGETHER.begin}${CURSOR.hide}${body}${CURSOR.show}${TOGETHER.end}`;
}
