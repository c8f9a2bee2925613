import type { Trend } from '../../domain/trend.ts';
import { metricTiles } from '../history/metric-tiles.ts';
import { cycleLink, type Pen } from '../history/pen.ts';
import { cyclesTable, standsTable, verdictBadge } from '../history/tables.ts';
import { stripFigure, toneOf } from '../history/verdict-strip.ts';
import { HISTORY_WORDS } from '../history/words.ts';
import { ring } from '../html/chart/ring.ts';
import { sparkline } from '../html/chart/sparkline.ts';
import { html, type Markup } from '../html/markup.ts';
import type { Page } from '../html/page.ts';
import { shortCommit } from '../window/sentence.ts';
import { minute } from '../window/span.ts';
import { cycleAddress, scoped } from './addresses.ts';
import { type Frame, framed, targetLinks, windowLinks } from './frame.ts';
import { DASHBOARD_WORDS } from './words.ts';

/** As many of the newest cycles stand on the overview; the others have a page of their own. */
const LATEST = 20;

export const penOf = ({ lang }: Pick<Frame, 'lang'>): Pen => ({ lang, href: cycleAddress });

/** The newest cycle of a target in one line. */
function facts({ cycles }: Trend, frame: Frame): Markup {
  const words = DASHBOARD_WORDS[frame.lang];
  const newest = cycles.at(-1);
  return html`<p class="facts figures">${
    newest &&
    html`${verdictBadge(newest, frame)} <span>${cycleLink(newest.cycle, penOf(frame), HISTORY_WORDS[frame.lang].cycle(newest.cycle))}</span> <span class="soft">${minute(newest.reviewedAt)} UTC</span>${
      newest.commit !== null &&
      html` <span class="soft">${words.commit} <code>${shortCommit(newest.commit)}</code></span>`
    }`
  }</p>`;
}

function scoreRing({ cycles }: Trend, { lang }: Frame, size: number): Markup | false {
  const newest = cycles.at(-1);
  if (!newest?.score) return false;
  const { points, max, percent } = newest.score;
  const said = HISTORY_WORDS[lang].score;
  return ring({
    ...{ share: percent / 100, value: `${percent} %`, unit: `${points}/${max}`, size },
    tone: toneOf(newest),
    label: `${said} ${percent} % (${points}/${max})`,
  });
}

/** What cannot be read of the folder. */
const corruptNote = (corrupt: readonly string[], { lang }: Frame): Markup | false =>
  corrupt.length > 0 &&
  html`<section><h2>${DASHBOARD_WORDS[lang].corrupt}</h2><ul class="small">${corrupt.map((why) => html`<li>${why}</li>`)}</ul></section>`;

/** One target: what it says now, how its figures went, what stands. `all`: how many cycles it has. */
export function overviewPage(
  frame: Frame,
  {
    trend,
    all,
    corrupt,
  }: { readonly trend: Trend; readonly all: number; readonly corrupt: readonly string[] },
): Page {
  const words = DASHBOARD_WORDS[frame.lang];
  const pen = penOf(frame);
  const open = trend.stands.filter(({ standing }) => standing !== 'fixed');
  const newest = trend.cycles.toReversed().slice(0, LATEST);
  return framed(frame, 'overview', {
    title: trend.target,
    body: html`<header class="head"><div><h1>${trend.target}</h1>${facts(trend, frame)}${targetLinks(frame, '/')}</div>${scoreRing(trend, frame, 96)}</header>
<section><h2>${words.verdicts}</h2>${stripFigure(trend.cycles, pen)}<p class="small soft">${words.cyclesOf(trend.cycles.length, all)}</p>${windowLinks(frame, '/', all)}</section>
<section><h2>${words.open}</h2>${standsTable(open, words.open, pen) || html`<p>${words.nothingOpen}</p>`}</section>
<section><h2>${words.figures}</h2>${metricTiles(trend, frame.lang, (id) => scoped('/metric', frame.scope, { id }))}</section>
<section><h2>${words.latest}</h2>${cyclesTable(newest, words.latest, pen)}<p class="small"><a href="${scoped('/cycles', frame.scope)}">${words.allCycles}</a></p></section>
${corruptNote(corrupt, frame)}`,
  });
}

/** Several targets beside each other, each by its verdicts and its score. */
export function targetsPage(
  frame: Frame,
  { trends, corrupt }: { readonly trends: readonly Trend[]; readonly corrupt: readonly string[] },
): Page {
  const words = DASHBOARD_WORDS[frame.lang];
  const cards = trends.map((trend) => {
    const score = trend.lines.find(({ id }) => id === 'score');
    const label = HISTORY_WORDS[frame.lang].score;
    return html`<li><div class="head"><div><h2><a href="${scoped('/', { ...frame.scope, target: trend.target })}">${trend.target}</a></h2>${facts(trend, frame)}</div>${
      score && html`<div>${sparkline({ values: score.values, label, width: 200, height: 36 })}</div>`
    }${scoreRing(trend, frame, 64)}</div>${stripFigure(trend.cycles, penOf(frame))}</li>`;
  });
  return framed(frame, 'overview', {
    title: words.targets,
    body: html`<header><h1>${words.targets}</h1></header><section><ul class="cards">${cards}</ul></section>${corruptNote(corrupt, frame)}`,
  });
}

/** The overview of a folder without a review that can be read. */
export function emptyPage(frame: Frame, corrupt: readonly string[]): Page {
  const words = DASHBOARD_WORDS[frame.lang];
  return framed(frame, 'overview', {
    title: words.nav.overview,
    body: html`<header><h1>${words.nav.overview}</h1><p>${words.empty} ${words.emptyHow} <code>ralph review</code>.</p></header>${corruptNote(corrupt, frame)}`,
  });
}
