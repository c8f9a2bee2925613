import { oneLine } from '../domain/printable.ts';
import type { Canvas } from '../domain/reporter.ts';
import type { Review } from '../domain/review.ts';
import { deltaOf } from './change-delta.ts';
import { CHANGE_WORDS } from './words.ts';

const WORDS = {
  en: {
    head: ['Metric', 'Before', 'Now', 'Delta', ''],
    differs: 'not comparable',
    same: 'nothing to compare',
  },
  fr: {
    head: ['Métrique', 'Avant', 'Maintenant', 'Delta', ''],
    differs: 'non comparable',
    same: 'rien à comparer',
  },
} as const;

/** Every figure then and now, as a table for a terminal. */
export async function changes(
  { baseline, changes: all, lang, cycle }: Review,
  { columns }: Canvas,
): Promise<string> {
  const words = WORDS[lang];
  if (!baseline) return `${words.same}\n`;
  const { default: Table } = await import('cli-table3');
  const wide = Math.max(8, Math.floor((columns - 34) / 3));
  const table = new Table({
    head: [...words.head],
    style: { head: [], border: [], compact: true },
    colWidths: [wide, wide, wide, 12, 16],
    wordWrap: true,
  });
  for (const change of all) {
    table.push([
      oneLine(change.title),
      oneLine(change.before ?? '–'),
      oneLine(change.now ?? '–'),
      deltaOf(change),
      CHANGE_WORDS[change.kind][lang],
    ]);
  }
  const differs = baseline.differences.map((difference) => `${words.differs}: ${oneLine(difference)}\n`);
  return `cycle ${baseline.cycle} → ${cycle}\n${differs.join('')}${table.toString()}\n`;
}
