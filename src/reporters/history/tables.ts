import type { Flaky } from '../../domain/trend.ts';
import type { Stand, WindowCycle } from '../../domain/window.ts';
import { badge } from '../html/badge.ts';
import { html, type Markup } from '../html/markup.ts';
import { shortCommit, verdictWord } from '../window/sentence.ts';
import { minute, span } from '../window/span.ts';
import { cycleLink, type Pen, place, rows } from './pen.ts';
import { toneOf } from './verdict-strip.ts';
import { HISTORY_WORDS } from './words.ts';

/** The verdict of a cycle, as a word on its colour. */
export const verdictBadge = (cycle: Pick<WindowCycle, 'verdict'>, { lang }: Pick<Pen, 'lang'>): Markup =>
  badge(toneOf(cycle), verdictWord(cycle.verdict, lang));

/** Cycles as a table, in the order given. */
export function cyclesTable(cycles: readonly WindowCycle[], name: string, pen: Pen): Markup | false {
  const { cycle, when, verdict, score, commit, blockers } = HISTORY_WORDS[pen.lang].head;
  return rows(
    name,
    [cycle, when, verdict, score, commit, blockers],
    cycles.map((each) => [
      cycleLink(each.cycle, pen),
      minute(each.reviewedAt),
      verdictBadge(each, pen),
      each.score ? `${each.score.percent} %` : '–',
      each.commit === null ? '–' : html`<code>${shortCommit(each.commit)}</code>`,
      each.blockers.length === 0
        ? '–'
        : each.blockers.map((id, index) => html`${index > 0 && ', '}<code>${id}</code>`),
    ]),
  );
}

function fate({ standing, gone, last }: Stand, pen: Pen): Markup {
  const words = HISTORY_WORDS[pen.lang];
  if (gone) return html`${words.gone(words.cycle(gone.cycle))}`;
  if (standing === 'open') return badge('bad', words.open);
  return html`${badge('plain', words.unknown)} ${words.cycle(last.cycle)}`;
}

/** Blockers and criteria from their first cycle to their last. */
export function standsTable(stands: readonly Stand[], name: string, pen: Pen): Markup | false {
  const words = HISTORY_WORDS[pen.lang];
  const { id, first, last, cycles, time, now } = words.stands;
  return rows(
    name,
    [id, first, last, cycles, time, now],
    stands.map((stand) => [
      html`${stand.kind === 'blocker' ? html`<code>${stand.id}</code>` : words.criterion}<br><span class="soft">${stand.title[pen.lang]}</span>`,
      place(stand.first, pen),
      place(stand.last, pen),
      stand.cycles,
      stand.durationMs > 0 ? span(stand.durationMs, pen.lang) : '–',
      fate(stand, pen),
    ]),
  );
}

/** Criteria that pass and fail by turns. */
export function flakyTable(flaky: readonly Flaky[], name: string, pen: Pen): Markup | false {
  const words = HISTORY_WORDS[pen.lang].flaky;
  return rows(
    name,
    [words.id, words.flips, words.unexplained, words.judged, words.last],
    flaky.map(({ title, flips, unexplained, judged, last }) => [
      title[pen.lang],
      flips,
      unexplained,
      judged,
      place(last, pen),
    ]),
  );
}
