import type { Item } from '../domain/imported.ts';

/** One key of the front matter, as it stands: `key: rest of line`, and the lines under it. */
export interface Entry {
  readonly key: string;
  readonly line: number;
  /** The rest of its line; empty where only items follow. */
  readonly text: string;
  readonly items: readonly Item[];
}

export interface FrontMatter {
  readonly entries: readonly Entry[];
  /** How many lines of the document it takes, its frame included; 0 where there is none. */
  readonly lines: number;
}

const KEY = /^([\p{L}_][\p{L}\p{N}_ -]{0,60}?)\s?:(?:\s+(.*))?$/u;
const ITEM = /^\s*[-*•]\s+(.*)$/;
const INDENTED = /^\s+(\S.*)$/;

const FRAME = /^(?:---|\.\.\.)\s*$/;

interface Open {
  readonly key: string;
  readonly line: number;
  text: string;
  readonly items: { text: string; line: number }[];
  /** Whether its items are marked with dashes. */
  listed: boolean;
}

/** Takes one line under the entry before it; false: it is not of the front matter. */
function takes(entry: Open | undefined, text: string, line: number): boolean {
  if (text.trim() === '') return true;
  const item = ITEM.exec(text)?.[1];
  if (entry && item !== undefined) {
    entry.items.push({ text: item.trim(), line });
    entry.listed = true;
    return true;
  }
  const more = INDENTED.exec(text)?.[1]?.trim();
  if (!entry || more === undefined) return false;
  const last = entry.items.at(-1);
  if (entry.listed && last) last.text += ` ${more}`;
  else if (entry.text === '' || entry.items.length > 0) entry.items.push({ text: more, line });
  else entry.text += ` ${more}`;
  return true;
}

/**
 * The front matter of a document as raw lines. Never as YAML, which turns ` #60` into a comment, `a: b` into a map and
 * the commit 551e714 into infinity.
 */
export function frontMatterOf(lines: readonly string[]): FrontMatter {
  const none = { entries: [], lines: 0 };
  if (!FRAME.test(lines[0] ?? '')) return none;
  const entries: Open[] = [];
  for (let index = 1; index < lines.length; index += 1) {
    const text = lines[index] ?? '';
    if (FRAME.test(text)) return { entries, lines: index + 1 };
    const [, key, rest] = KEY.exec(text) ?? [];
    if (key !== undefined)
      entries.push({ key, line: index + 1, text: (rest ?? '').trim(), items: [], listed: false });
    // Nobody closed it: the body begins here.
    else if (!takes(entries.at(-1), text, index + 1))
      return entries.length > 0 ? { entries, lines: index } : none;
  }
  return entries.length > 0 ? { entries, lines: lines.length } : none;
}
