import type { Contradiction, ReadDocument } from '../domain/imported.ts';
import { oneLine } from '../domain/printable.ts';
import type { Lang } from '../domain/text.ts';
import { COLON } from '../reporters/words.ts';
import { grid } from './grid.ts';

/** What became of one file. */
export type Imported =
  | { readonly file: string; readonly lack: string }
  | {
      readonly file: string;
      readonly read: ReadDocument;
      /** The number under which it is kept. */
      readonly cycle: number;
      /** Whether this run kept it; else it was there. */
      readonly isNew: boolean;
    };

const WORDS = {
  en: {
    head: {
      file: 'File',
      says: 'Says',
      kept: 'Kept as',
      verdict: 'Verdict',
      score: 'Score',
      open: 'Not settled',
    },
    ambiguous: 'said several ways',
    silent: 'not said',
    already: '(there already)',
    unreadable: 'not read',
    contradicts: 'contradicts itself',
    sum: (kept: number, already: number, lost: number) =>
      `${kept} imported, ${already} there already, ${lost} not read`,
    dry: 'nothing was written (--dry-run)',
  },
  fr: {
    head: {
      file: 'Fichier',
      says: 'Dit',
      kept: 'Gardé comme',
      verdict: 'Verdict',
      score: 'Score',
      open: 'Non établi',
    },
    ambiguous: 'dit de plusieurs façons',
    silent: 'pas dit',
    already: '(déjà là)',
    unreadable: 'non lu',
    contradicts: 'se contredit',
    sum: (kept: number, already: number, lost: number) =>
      `${kept} importés, ${already} déjà là, ${lost} non lus`,
    dry: 'rien n’a été écrit (--dry-run)',
  },
} as const;

const scoreOf = ({ fields }: ReadDocument): string => {
  const { score_points: points, score_max: max, score_pct: percent } = fields;
  const parts = points.value !== null && max.value !== null ? `${points.value}/${max.value}` : '';
  const share = percent.value === null ? '' : `${percent.value} %`;
  return [parts, share].filter(Boolean).join(', ') || '–';
};

function openOf({ fields, ambiguous }: ReadDocument, lang: Lang): string {
  const words = WORDS[lang];
  const silent = Object.entries(fields).flatMap(([name, { value, candidates }]) =>
    value === null && candidates.length === 0 ? [name] : [],
  );
  const listed = (label: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${label}${COLON[lang]}${names.join(', ')}`];
  return (
    [...listed(words.ambiguous, ambiguous), ...listed(words.silent, silent)].join(
      lang === 'fr' ? ' ; ' : '; ',
    ) || '–'
  );
}

/** "reviews/x.md:5: score: … (line 115)": one contradiction on one line. */
export function contradictionLine(file: string, { kind, lines, what }: Contradiction, lang: Lang): string {
  const [first, ...others] = lines;
  const word =
    lang === 'fr' ? (others.length > 1 ? 'lignes' : 'ligne') : others.length > 1 ? 'lines' : 'line';
  const elsewhere = others.length === 0 ? '' : ` (${word} ${others.join(', ')})`;
  return oneLine(`${file}:${first ?? 1}: ${kind}: ${what[lang]}${elsewhere}`);
}

/** What became of every file: a table, then what contradicts itself, then the sum. */
export async function table(
  results: readonly Imported[],
  lang: Lang,
  columns: number,
  isDry: boolean,
): Promise<string> {
  const words = WORDS[lang];
  const { head } = words;
  const rows = results.map((each) => {
    const file = oneLine(each.file);
    if ('lack' in each)
      return { ...named(file, words.unreadable, '–', '–', '–'), [head.open]: oneLine(each.lack) };
    const { kind, number, verdict } = each.read.fields;
    const says = kind.value === null ? '–' : `${kind.value} ${number.value ?? '?'}`;
    const kept = `${each.cycle}${each.isNew ? '' : ` ${words.already}`}`;
    const score = scoreOf(each.read);
    return { ...named(file, says, kept, verdict.value ?? '–', score), [head.open]: openOf(each.read, lang) };
  });
  function named(file: string, says: string, kept: string, verdict: string, score: string) {
    return {
      ...{ [head.file]: file, [head.says]: says, [head.kept]: kept },
      ...{ [head.verdict]: verdict, [head.score]: score },
    };
  }
  const against = results.flatMap((each) =>
    'lack' in each ? [] : each.read.contradictions.map((one) => contradictionLine(each.file, one, lang)),
  );
  const count = (isSo: (each: Imported) => boolean): number => results.filter(isSo).length;
  const sum = words.sum(
    count((each) => 'isNew' in each && each.isNew),
    count((each) => 'isNew' in each && !each.isNew),
    count((each) => 'lack' in each),
  );
  const told =
    against.length === 0 ? '' : `\n${words.contradicts}${COLON[lang].trimEnd()}\n${against.join('\n')}\n`;
  return `${await grid(rows, columns)}\n${told}\n${sum}${isDry ? `; ${words.dry}` : ''}\n`;
}
