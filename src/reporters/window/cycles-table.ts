import type { Lang } from '../../domain/text.ts';
import type { WindowCycle } from '../../domain/window.ts';
import { cellCode, inline, table } from '../markdown/escape.ts';
import type { LinkCycle } from './links.ts';
import { shortCommit, verdictWord } from './sentence.ts';
import { minute } from './span.ts';
import { WINDOW_WORDS } from './words.ts';

/** A longer table is shortened to the cycles at which something changes. */
const MOST_ROWS = 40;

const outcome = ({ verdict, blockers }: WindowCycle): string => JSON.stringify([verdict, blockers]);

/** The cycles that are drawn: all of few, else those unlike their neighbours, the first and the last. */
function drawn(cycles: readonly WindowCycle[]): ReadonlySet<WindowCycle> {
  if (cycles.length <= MOST_ROWS) return new Set(cycles);
  const isTurn = (cycle: WindowCycle, index: number): boolean =>
    [cycles[index - 1], cycles[index + 1]].some((other) => !other || outcome(other) !== outcome(cycle));
  return new Set(cycles.filter(isTurn));
}

const row = (cycle: WindowCycle, link: LinkCycle, lang: Lang): string[] => [
  link(cycle),
  inline(minute(cycle.reviewedAt)),
  verdictWord(cycle.verdict, lang),
  cycle.score ? `${cycle.score.points}/${cycle.score.max} (${cycle.score.percent} %)` : '–',
  cycle.commit === null ? '–' : cellCode(shortCommit(cycle.commit)),
  cycle.blockers.length === 0 ? '–' : cycle.blockers.map(inline).join(', '),
];

/** The verdict of each cycle; what is alike in a long row is counted. */
export function cyclesTable(cycles: readonly WindowCycle[], link: LinkCycle, lang: Lang): string {
  const words = WINDOW_WORDS[lang];
  const shown = drawn(cycles);
  const rows: string[][] = [];
  let alike = 0;
  for (const cycle of cycles) {
    if (!shown.has(cycle)) alike++;
    else {
      if (alike > 0) rows.push([words.alike(alike), '', '', '', '', '']);
      alike = 0;
      rows.push(row(cycle, link, lang));
    }
  }
  return table(words.cyclesHead, rows);
}
