import type { ChangeKind } from '../../domain/change.ts';
import { figure } from '../../domain/figure.ts';
import type { Review } from '../../domain/review.ts';
import { figuresIn } from '../../domain/text.ts';
import { deltaOf, isSeeming } from '../change-delta.ts';
import { changeNotes, changeWords, footnotes, iconFor, marked, wordFor } from '../words.ts';
import { code, fence, inline, table } from './escape.ts';
import { WORDS } from './words.ts';

/** What the signs behind figures mean, as a paragraph under their table. */
const doubted = (review: Review): string =>
  footnotes(review)
    .map((line) => `\n\n${inline(line)}`)
    .join('');

/** Component, value, objective, status. */
export function performance(review: Review): string {
  const { criteria, lang } = review;
  const words = WORDS[lang];
  const rows = criteria
    .filter(({ points }) => points !== null)
    .map((each) => [
      inline(each.title),
      inline(marked(each.value ?? '–', each.doubt)),
      inline(each.objective ?? '–'),
      `${iconFor(each)} ${wordFor(each)[lang]}`,
    ]);
  return `## ${words.performance}\n\n${table(words.performanceHead, rows)}${doubted(review)}`;
}

const BAR = 40;

const bar = (share: number): string => {
  const full = Math.min(BAR, Math.max(share > 0 ? 1 : 0, Math.round(BAR * share)));
  return '█'.repeat(full) + '░'.repeat(BAR - full);
};

/** How full the card is. */
export function gpuMemory({ gpuMemory: memory, lang }: Review): string | undefined {
  if (!memory) return undefined;
  const words = WORDS[lang];
  const { name, usedMib, totalMib, utilisationPct } = memory;
  const share = totalMib === 0 ? 0 : usedMib / totalMib;
  const width = Math.max(words.used.length, words.free.length);
  const row = (label: string, part: number, mib: number): string =>
    `${label.padEnd(width)}  ${bar(part)}  ${figuresIn(`${figure(mib, 'MiB')} (${figure(100 * part, '%')})`, lang)}`;
  const lines = [
    `${name} - ${figure(totalMib, 'MiB')}`,
    row(words.used, share, usedMib),
    row(words.free, 1 - share, totalMib - usedMib),
    ...(utilisationPct === null
      ? []
      : [
          `${'GPU'.padEnd(width)}  ${bar(utilisationPct / 100)}  ${figuresIn(figure(utilisationPct, '%'), lang)}`,
        ]),
  ];
  return `## ${words.memory}\n\n${fence('text', lines.join('\n'))}`;
}

/** Points by criterion, and their sum. */
export function scoreTable(review: Review): string {
  const { criteria, score, lang } = review;
  const words = WORDS[lang];
  const rows = criteria.map((each) => {
    const strong = each.verdict === 'fail' ? '**' : '';
    const points = each.points === null ? wordFor(each)[lang] : `${strong}${each.points}/10${strong}`;
    const weight =
      each.weight === 0 ? ` (${words.notScored})` : each.weight === 1 ? '' : ` (×${each.weight})`;
    const value = each.value === null ? null : marked(each.value, each.doubt);
    const comment = [value, each.comment].filter((part) => part !== null && part !== '').join(', ');
    return [`${inline(each.title)}${weight}`, points, inline(comment)];
  });
  const total = score ? [['**TOTAL**', `**${score.points}/${score.max}**`, `**${score.percent} %**`]] : [];
  const sum = score ? '' : `\n\n${words.unscored}`;
  return `## ${words.score}\n\n${table(words.scoreHead, [...rows, ...total])}${sum}${doubted(review)}`;
}

const titled = (label: string, changes: Review['changes']): string[] =>
  changes.length === 0 ? [] : [`${label}${changes.map(({ title }) => inline(title)).join(' · ')}`];

/** Then and now; figures within their noise are counted, those of one side only are named. */
export function comparison({ baseline, changes, lang }: Review): string {
  const words = WORDS[lang];
  if (!baseline) return `## ${words.noComparison}\n\n${words.noBaseline}`;
  const of = (kind: ChangeKind) => changes.filter((change) => change.kind === kind);
  const apparent = changes.filter(isSeeming);
  const still = of('within-noise').length - apparent.length;
  const rows = [...of('worse'), ...of('better'), ...apparent, ...of('incomparable')].map((change) => [
    inline(change.title),
    inline(change.before ?? '–'),
    inline(change.now ?? '–'),
    inline(deltaOf(change)),
    inline(changeWords(change, lang, baseline.differences)),
  ]);
  return [
    `## ${words.comparison(baseline.cycle)}`,
    ...(baseline.differences.length > 0
      ? [`${words.incomparable}${baseline.differences.map(code).join(', ')}.`]
      : []),
    rows.length === 0 ? words.noChange : table(words.comparisonHead, rows),
    ...changeNotes(changes).map(inline),
    ...titled(words.appeared, of('new')),
    ...titled(words.gone, of('gone')),
    ...(still > 0 && rows.length > 0 ? [words.unmoved(still)] : []),
  ].join('\n\n');
}

/** How long each blocker has stood. */
export function streaks({ streaks: all, lang }: Review): string | undefined {
  if (all.length === 0) return undefined;
  const words = WORDS[lang];
  const rows = all.map(({ title, cycles, since }) => [
    inline(title),
    cycles > 1 ? `**${cycles}**` : words.firstTime,
    `cycle ${since}`,
  ]);
  return `## ${words.streaks}\n\n${table(words.streaksHead, rows)}`;
}
