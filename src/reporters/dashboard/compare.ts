import type { Change } from '../../domain/change.ts';
import type { Review } from '../../domain/review.ts';
import { figuresIn, type Localised } from '../../domain/text.ts';
import type { WindowCycle } from '../../domain/window.ts';
import { deltaOf } from '../change-delta.ts';
import { cycleLink, rows } from '../history/pen.ts';
import { HISTORY_WORDS } from '../history/words.ts';
import { badge } from '../html/badge.ts';
import { html, type Markup } from '../html/markup.ts';
import type { Page } from '../html/page.ts';
import { moveTone, type Tone } from '../html/tone.ts';
import { verdictWord } from '../window/sentence.ts';
import { minute } from '../window/span.ts';
import { changeNotes, changeWords } from '../words.ts';
import { type Frame, framed } from './frame.ts';
import { penOf } from './overview.ts';
import { DASHBOARD_WORDS } from './words.ts';

/** Two cycles that were asked for; null: none was named. */
export interface Pair {
  readonly before: number | null;
  readonly now: number | null;
}

/** Those that moved first: nobody looks for them among what did not. */
const RANKS: Readonly<Record<Change['kind'], number>> = {
  worse: 0,
  better: 1,
  gone: 2,
  new: 3,
  'within-noise': 4,
  incomparable: 5,
};

function option({ cycle, reviewedAt, verdict }: WindowCycle, chosen: number | null, { lang }: Frame): Markup {
  const said = `${cycle} · ${minute(reviewedAt)} · ${verdictWord(verdict, lang)}`;
  return html`<option value="${cycle}"${cycle === chosen && html` selected`}>${said}</option>`;
}

function form(frame: Frame, cycles: readonly WindowCycle[], { before, now }: Pair): Markup {
  const words = DASHBOARD_WORDS[frame.lang];
  const newest = cycles.toReversed();
  const select = (name: string, label: string, chosen: number | null): Markup =>
    html`<label>${label}<select name="${name}">${newest.map((each) => option(each, chosen, frame))}</select></label>`;
  const { target } = frame.scope;
  return html`<form class="fields" action="/compare">${target !== null && html`<input type="hidden" name="target" value="${target}">`}${select('a', words.before, before ?? newest.at(1)?.cycle ?? null)}${select('b', words.now, now)}<button class="main">${words.compare}</button></form>`;
}

const row = (change: Localised<Change>, { lang, baseline }: Review): (Markup | string)[] => [
  change.title,
  change.before ?? '–',
  change.now ?? '–',
  figuresIn(deltaOf(change), lang),
  html`<span class="tone tone-${moveTone(change.kind)}">${changeWords(change, lang, baseline?.differences ?? [])}</span>`,
];

/** How many moved in this way, in its colour where any did. */
const tally = (tone: Tone, count: number, say: (count: number) => string): Markup =>
  badge(count === 0 ? 'plain' : tone, say(count));

function found(frame: Frame, review: Review): Markup {
  const words = DASHBOARD_WORDS[frame.lang];
  const { baseline, changes, cycle } = review;
  if (!baseline) return html`<section><p>${words.same}</p></section>`;
  const pen = penOf(frame);
  const sorted = changes.toSorted((a, b) => RANKS[a.kind] - RANKS[b.kind]);
  const count = (kind: Change['kind']): number => changes.filter((each) => each.kind === kind).length;
  const of = HISTORY_WORDS[frame.lang].cycle;
  const title = `${of(baseline.cycle)} → ${of(cycle)}`;
  return html`<section lang="${review.lang}"><h2>${title}</h2><p class="facts"><span>${cycleLink(baseline.cycle, pen)} → ${cycleLink(cycle, pen)}</span> ${tally('bad', count('worse'), words.fallen)} ${tally('good', count('better'), words.risen)}</p>${baseline.differences.map(
    (each) => html`<p class="small">${badge('warn', words.differs)} ${each}</p>`,
  )}${rows(
    title,
    words.changes,
    sorted.map((change) => row(change, review)),
  )}${changeNotes(changes).map((note) => html`<p class="small soft">${note}</p>`)}</section>`;
}

/** Two cycles to choose, and what changed from the one to the other; `review` is the later, compared with the earlier. */
export function comparePage(
  frame: Frame,
  {
    cycles,
    pair,
    review,
  }: { readonly cycles: readonly WindowCycle[]; readonly pair: Pair; readonly review: Review | null },
): Page {
  const words = DASHBOARD_WORDS[frame.lang];
  return framed(frame, 'compare', {
    title: words.compareTitle,
    body: html`<header><h1>${words.compareTitle}</h1>${form(frame, cycles, pair)}</header>${review && found(frame, review)}`,
  });
}
