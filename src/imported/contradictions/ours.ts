import type { Contradiction } from '../../domain/imported.ts';
import type { Document } from '../document.ts';
import { entryOf, unquoted } from '../front.ts';
import { scoreTablesOf } from '../words/score-table.ts';

/** Whether ralph wrote it. */
export const isOurs = (document: Document): boolean =>
  unquoted(entryOf(document, ['schema'])?.text ?? '').startsWith('ralph/review@');

/** Of a review that ralph wrote: the points in its front matter against those in its score table, row by row. */
export function criteria(document: Document): readonly Contradiction[] {
  const entry = entryOf(document, ['criteria']);
  const [table] = scoreTablesOf(document);
  if (!isOurs(document) || !entry || !table) return [];
  return entry.items.flatMap(({ text, line }, index) => {
    const [, id, said] = /^([\w-]+):\s*(\d+(?:\.\d+)?|null)$/.exec(text) ?? [];
    const row = table.rows[index];
    const points = said === 'null' || said === undefined ? null : Number(said);
    if (id === undefined || (row && row.points === points)) return [];
    const other = row ? `${row.points}` : '–';
    const what = {
      en: `criterion ${id} has ${points} points, and ${other} in the score table`,
      fr: `le critère ${id} a ${points} points, et ${other} dans le tableau de score`,
    };
    return [{ kind: 'score' as const, lines: [line, row?.line ?? table.line], what }];
  });
}
