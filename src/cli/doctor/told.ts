import { folded } from '../../domain/folded.ts';
import { printable } from '../../domain/printable.ts';
import type { Canvas } from '../../domain/reporter.ts';
import type { Lang, Text } from '../../domain/text.ts';
import type { Check, Standing } from '../../readiness/check.ts';

const MARKS: Readonly<Record<Standing, string>> = { ready: '✓', gap: '–', wrong: '✗' };

const HEADS: Readonly<Record<Check['of'], Text>> = {
  machine: { en: 'This machine', fr: 'Cette machine' },
  stack: { en: 'The stack', fr: 'La pile' },
  fleet: { en: 'Shared with others', fr: 'Partagé avec d’autres' },
};

const VERDICTS: Readonly<Record<'can' | 'fails', (counts: Readonly<Record<Standing, number>>) => Text>> = {
  can: ({ ready, gap }) => ({
    en: `A review can be made: ${ready} ready${gap === 0 ? '' : `, ${gap} left out or to be taken with care (–)`}.`,
    fr: `Une revue est possible : ${ready} en ordre${gap === 0 ? '' : `, ${gap} omis ou à prendre avec prudence (–)`}.`,
  }),
  fails: ({ wrong }) => ({
    en: `A review would fail: ${wrong} to be mended first (✗).`,
    fr: `Une revue échouerait : ${wrong} à corriger d’abord (✗).`,
  }),
};

const LEAST = 40;

/** Whatever was found somewhere else is no order to a terminal, nor to a CI runner at the start of a line of ours. */
const wrapped = (text: string, width: number): string[] => folded(text, width).split('\n').map(printable);

/** All checks under their headings, what to do below each, and what they come to. */
export async function told(
  checks: readonly Check[],
  prognosis: 'can' | 'fails',
  lang: Lang,
  { color, columns }: Canvas,
): Promise<string> {
  const { default: pico } = await import('picocolors');
  const paint = pico.createColors(color);
  const colors = { ready: paint.green, gap: paint.yellow, wrong: paint.red };
  const widest = Math.max(...checks.map(({ title }) => title[lang].length));
  const indent = ' '.repeat(widest + 6);
  const width = Math.max(LEAST, columns - indent.length);
  const lines = (['machine', 'stack', 'fleet'] as const).flatMap((of) => {
    const own = checks.filter((check) => check.of === of);
    if (own.length === 0) return [];
    return [
      paint.bold(HEADS[of][lang]),
      ...own.flatMap(({ title, standing, found, advice, commands = [] }) => {
        const [first = '', ...rest] = wrapped(found[lang], width);
        const below = advice === undefined || standing === 'ready' ? [] : wrapped(`→ ${advice[lang]}`, width);
        return [
          `  ${colors[standing](MARKS[standing])} ${title[lang].padEnd(widest)}  ${first}`,
          ...[...rest, ...below].map((line) => indent + line),
          ...commands.map((line) => `${indent}$ ${printable(line)}`),
        ];
      }),
    ];
  });
  const count = (standing: Standing): number => checks.filter((check) => check.standing === standing).length;
  const counts = { ready: count('ready'), gap: count('gap'), wrong: count('wrong') };
  return `${[...lines, '', VERDICTS[prognosis](counts)[lang]].join('\n')}\n`;
}
