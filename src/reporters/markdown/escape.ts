import { oneLine, printable } from '../../domain/printable.ts';

/** Text as it is, on one line, inside a Markdown paragraph, heading, list item or table cell. */
export const inline = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*<[\]|~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/^(?=#{1,6}(?:\s|$)|>|[+-](?:\s|$)|[-=][-=\s]*$)/, '\\')
    .replace(/^(\d+)(?=[.)](?:\s|$))/, '$1\\');

const longestRun = (text: string, character: string): number =>
  Math.max(0, ...(text.match(new RegExp(`${character}+`, 'g')) ?? []).map((run) => run.length));

/** A command or a value in code marks, whatever marks it contains. */
export function code(text: string): string {
  const shown = oneLine(text);
  const marks = '`'.repeat(longestRun(shown, '`') + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${marks}${pad}${shown}${pad}${marks}`;
}

/** As {@link code}, in a table, whose cells a bar would end even between code marks. */
export const cellCode = (text: string): string => code(text).replaceAll('|', '\\|');

/** The first half of a character that a cut went through. */
const HALF = /[\ud800-\udbff]$/;

const MOST_LINES = 60;
const MOST_CHARS = 6_000;

/** The name of a language, and nothing that would end the line it stands on. */
const LANGUAGE = /^[\w+-]{1,20}$/;

/** Raw evidence in a fence that nothing in it can close; long content is cut and says so. */
export function fence(language: string, content: string): string {
  const shown = printable(content).slice(0, MOST_CHARS).replace(HALF, '').trimEnd();
  const lines = shown.split('\n');
  const cut = lines.length > MOST_LINES || content.length > MOST_CHARS;
  const kept = [...lines.slice(0, MOST_LINES), ...(cut ? ['[…]'] : [])].join('\n');
  const marks = '`'.repeat(Math.max(3, longestRun(kept, '`') + 1));
  return `${marks}${LANGUAGE.test(language) ? language : 'text'}\n${kept}\n${marks}`;
}

/** A table; cells are Markdown already. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
