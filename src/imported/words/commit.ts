import type { Field, Stated } from '../../domain/imported.ts';
import type { Document } from '../document.ts';
import { entryOf, unquoted } from '../front.ts';
import { SILENT, settle } from '../settle.ts';

const HASH = /^`?([0-9a-f]{7,40})`?(?:\s*[-–(].*|\s+#.*)?$/i;
const SAID = /^commit(?: analyse| analysed| reviewed)?\s*:\s*([0-9a-f]{7,40})\b/;

/** The commit of the front matter; a placeholder is none. */
export function commitOf(document: Document): Field<string> {
  const entry = entryOf(document, ['commit', 'commit_hash', 'sha']);
  if (!entry) return SILENT;
  const text = unquoted(entry.text);
  const [, value] = HASH.exec(text) ?? [];
  if (value !== undefined) return settle([{ value, line: entry.line, text }]);
  const isSilent = ['', 'null', '~', 'none'].includes(text.toLowerCase());
  return { ...SILENT, candidates: isSilent ? [] : [{ value: text, line: entry.line, text }] };
}

/** Commits that the body says were reviewed. */
export const commitsInBody = ({ lines }: Document): readonly Stated<string>[] =>
  lines.flatMap(({ folded, number, text }) => {
    const [, value] = SAID.exec(folded) ?? [];
    return value === undefined ? [] : [{ value, line: number, text: text.trim() }];
  });
