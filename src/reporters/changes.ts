import { oneLine } from '../domain/printable.ts';
import type { Canvas } from '../domain/reporter.ts';
import type { Review } from '../domain/review.ts';
import { deltaOf } from './change-delta.ts';
import { changeNotes, changeWords } from './words.ts';

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
  const last = columns < 80 ? 16 : 22;
  const wide = Math.max(8, Math.floor((columns - 18 - last) / 3));
  const table = new Table({
    head: [...words.head],
    style: { head: [], border: [], compact: true },
    colWidths: [wide, wide, wide, 12, last],
    wordWrap: true,
  });
  for (const change of all) {
    table.push([
      oneLine(change.title),
      oneLine(change.before ?? '–'),
      oneLine(change.now ?? '–'),
      deltaOf(change),
      oneLine(changeWords(change, lang, baseline.differences)),
    ]);
  }
  const differs = baseline.differences.map((difference) => `${words.differs}: ${oneLine(difference)}\n`);
  const notes = changeNotes(all).map((note) => `${oneLine(note)}\n`);
  return `cycle ${baseline.cycle} → ${cycle}\n${differs.join('')}${table.toString()}\n${notes.join('')}`;
}
