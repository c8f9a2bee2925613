import type { Item } from '../domain/imported.ts';
import type { Document } from './document.ts';
import { fold } from './fold.ts';
import type { Entry } from './front-matter.ts';

const named = ({ key }: Entry): string => fold(key).replace(/[\s-]+/g, '_');

/** The first entry that goes by one of these names; earlier names first. */
export function entryOf({ front }: Document, names: readonly string[]): Entry | undefined {
  for (const name of names) {
    const found = front.find((entry) => named(entry) === name);
    if (found) return found;
  }
  return undefined;
}

/** Without the quotes that YAML wants around some texts. */
export function unquoted(text: string): string {
  const [, mark, inner = ''] = /^(["'])(.*)\1$/s.exec(text.trim()) ?? [];
  if (mark === undefined) return text.trim();
  if (mark === "'") return inner.replaceAll("''", "'");
  try {
    const said: unknown = JSON.parse(text.trim());
    return typeof said === 'string' ? said : inner;
  } catch {
    return inner;
  }
}

const PIECE = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,"']+/g;

/** A list: the lines under its key, or what stands behind it, in brackets or not. */
export function itemsOf({ text, line, items }: Entry): readonly Item[] {
  const inline = text.replace(/^[|>][+-]?$/, '').trim();
  const [, listed] = /^\[(.*)\]$/.exec(inline) ?? [];
  const own = listed === undefined ? [inline] : [...(listed.match(PIECE) ?? [])].map((piece) => piece.trim());
  return [...own.map((each) => ({ text: each, line })), ...items].flatMap((item) => {
    const said = unquoted(item.text);
    return said === '' || said === '~' || said === 'null' ? [] : [{ text: said, line: item.line }];
  });
}
