import type { WindowCycle } from '../../domain/window.ts';
import { html, type Markup } from '../html/markup.ts';
import { type Tone, VERDICT_TONES } from '../html/tone.ts';
import { verdictWord } from '../window/sentence.ts';
import { minute } from '../window/span.ts';
import type { Pen } from './pen.ts';
import { HISTORY_WORDS } from './words.ts';

/** Told apart by height as well: by colour alone, not everybody would see it. */
const HEIGHTS: Readonly<Record<Tone, number>> = { good: 12, warn: 22, bad: 32, plain: 6 };
const HEIGHT = 32;
/** The widest that one cycle is drawn, so that three cycles do not fill a wall. */
const MOST_WIDE = 2.5;

export const toneOf = ({ verdict }: Pick<WindowCycle, 'verdict'>): Tone =>
  verdict === null ? 'plain' : VERDICT_TONES[verdict];

/** "32 BLOCKED, 168 ATTENTION". */
function tallyOf(cycles: readonly WindowCycle[], { lang }: Pen): string {
  const said = cycles.map(({ verdict }) => verdictWord(verdict, lang));
  return [...new Set(said)]
    .map((word) => `${said.filter((each) => each === word).length} ${word}`)
    .join(', ');
}

/** One bar of a strip: what it says when it is pointed at, and where it leads. */
export interface Bar {
  readonly tone: Tone;
  readonly said: string;
  readonly href: string | null;
}

/** A bar for each verdict; the worse, the higher. Where a script runs, a bar leads to its review. */
export function verdictBars(all: readonly Bar[], label: string): Markup {
  const wide = Math.min(MOST_WIDE, 100 / Math.max(1, all.length));
  const gap = all.length > 150 ? 0 : wide / 6;
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  const bars = all.map(
    ({ tone, said, href }, index) =>
      html`<rect class="tone-${tone} bar"${href !== null && html` data-href="${href}"`} x="${round(index * wide)}%" width="${round(wide - gap)}%" y="${HEIGHT - HEIGHTS[tone]}" height="${HEIGHTS[tone]}"><title>${said}</title></rect>`,
  );
  return html`<svg class="chart strip" role="img" aria-label="${label}" height="${HEIGHT}">${bars}</svg>`;
}

/** The verdict of each cycle as a bar, oldest first. */
function verdictStrip(cycles: readonly WindowCycle[], pen: Pen): Markup {
  const words = HISTORY_WORDS[pen.lang];
  const bars = cycles.map((each) => ({
    tone: toneOf(each),
    said: `${each.cycle} · ${minute(each.reviewedAt)} · ${verdictWord(each.verdict, pen.lang)}`,
    href: pen.href(each.cycle),
  }));
  return verdictBars(bars, words.strip(cycles.length, tallyOf(cycles, pen)));
}

/** The strip, and under it the numbers of its first and its last cycle with the tally. */
export function stripFigure(cycles: readonly WindowCycle[], pen: Pen): Markup {
  const [first, last] = [cycles.at(0), cycles.at(-1)];
  const tally = tallyOf(cycles, pen);
  // Few bars end long before the right edge, and so do their numbers.
  const few = cycles.length > 1 ? `${first?.cycle}–${last?.cycle}` : first?.cycle;
  const said =
    MOST_WIDE * cycles.length < 100
      ? html`<span>${few} · ${tally}</span>`
      : html`<span>${first?.cycle}</span><span>${tally}</span><span>${last?.cycle}</span>`;
  return html`<figure>${verdictStrip(cycles, pen)}<figcaption class="ends">${said}</figcaption></figure>`;
}
