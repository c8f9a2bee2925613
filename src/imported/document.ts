import { fold } from './fold.ts';
import { type Entry, frontMatterOf } from './front-matter.ts';
import { cellsOf, isRow, isRule, type Row } from './tables.ts';

/** One line of the body. */
export interface Line {
  /** Counted from 1, over the whole document. */
  readonly number: number;
  /** As it stands; cut where it is longer than a person would write. */
  readonly text: string;
  /** {@link fold}ed. */
  readonly folded: string;
  /** The nearest heading above it (or itself), folded; empty above the first. */
  readonly section: string;
  /** All headings it stands under, outermost first, folded; the last one is `section`. */
  readonly headings: readonly string[];
  /** 1 to 6 where it is a heading itself. */
  readonly level: number | null;
  /** The language of the fence it stands in, `''` where that names none; null outside of fences. */
  readonly fence: string | null;
}

/** A table outside of fences. */
export interface Table {
  readonly headings: readonly string[];
  readonly section: string;
  readonly header: Row;
  readonly rows: readonly Row[];
}

/** A review as it lies on the page: nothing is understood yet. */
export interface Document {
  readonly front: readonly Entry[];
  /** The body; what stands in the front matter is not in it. */
  readonly lines: readonly Line[];
  readonly tables: readonly Table[];
}

const MOST_CHARACTERS = 2_000;

const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const FENCE = /^\s*(`{3,}|~{3,})\s*([^\s`]*)/;

interface Open {
  readonly mark: string;
  readonly language: string;
}

const closes = ({ mark }: Open, text: string): boolean =>
  text.trim().startsWith(mark) && /^[`~]+$/.test(text.trim());

/** Reads the lines of the body one after the other: where the headings and the fences are. */
function bodyOf(texts: readonly string[], from: number): readonly Line[] {
  const lines: Line[] = [];
  let headings: readonly { readonly level: number; readonly text: string }[] = [];
  let fence: Open | null = null;
  for (let index = from; index < texts.length; index += 1) {
    const text = texts[index] ?? '';
    let level: number | null = null;
    let inside: string | null = fence?.language ?? null;
    const [, mark, language = ''] = FENCE.exec(text) ?? [];
    if (fence) {
      if (closes(fence, text)) [fence, inside] = [null, null];
    } else if (mark !== undefined) fence = { mark, language: language.toLowerCase() };
    else {
      const [, marks, heading = ''] = HEADING.exec(text) ?? [];
      level = marks?.length ?? null;
      if (level !== null) {
        const own = level;
        headings = [...headings.filter((each) => each.level < own), { level, text: fold(heading) }];
      }
    }
    lines.push({
      number: index + 1,
      text,
      folded: fold(text),
      section: headings.at(-1)?.text ?? '',
      headings: headings.map((each) => each.text),
      level,
      fence: inside,
    });
  }
  return lines;
}

function tablesOf(lines: readonly Line[]): readonly Table[] {
  const tables: Table[] = [];
  const row = (line: Line): Row => ({ line: line.number, cells: cellsOf(line.text) });
  for (let at = 0; at + 1 < lines.length; at += 1) {
    const [header, rule] = [lines[at], lines[at + 1]];
    if (!header || !rule || header.fence !== null || !isRow(header.text) || !isRule(rule.text)) continue;
    const rows: Row[] = [];
    for (let line = lines[at + 2]; line && isRow(line.text); line = lines[at + 2 + rows.length])
      rows.push(row(line));
    tables.push({ headings: header.headings, section: header.section, header: row(header), rows });
    at += 1 + rows.length;
  }
  return tables;
}

/** Reads a review of any hand into lines, headings, fences, tables and raw front matter. Takes any text. */
export function documentOf(text: string): Document {
  const texts = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .map((line) => line.slice(0, MOST_CHARACTERS));
  const front = frontMatterOf(texts);
  const lines = bodyOf(texts, front.lines);
  return { front: front.entries, lines, tables: tablesOf(lines) };
}
