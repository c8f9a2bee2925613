import type { Trend } from '../../domain/trend.ts';
import { cyclesTable, flakyTable, standsTable } from '../history/tables.ts';
import { stepsTable, testbedTable, trendChart } from '../history/trend-chart.ts';
import { HISTORY_WORDS } from '../history/words.ts';
import { html, type Markup, type Written } from '../html/markup.ts';
import type { Page } from '../html/page.ts';
import { COLON } from '../words.ts';
import { scoped } from './addresses.ts';
import { type Frame, framed, targetLinks, windowLinks } from './frame.ts';
import { penOf } from './overview.ts';
import { DASHBOARD_WORDS } from './words.ts';

/** The trend of a target, and how many cycles it has in all. */
export interface Shown {
  readonly trend: Trend;
  readonly all: number;
}

function head(frame: Frame, path: string, title: string, { trend, all }: Shown): Markup {
  const words = DASHBOARD_WORDS[frame.lang];
  return html`<header><h1>${title}</h1><p class="facts soft"><span>${trend.target}</span> <span>${words.cyclesOf(trend.cycles.length, all)}</span></p>${targetLinks(frame, path)}${windowLinks(frame, path, all)}</header>`;
}

const section = (title: string, body: Written): Markup => html`<section><h2>${title}</h2>${body}</section>`;

/** One metric over the window: its line, and where its level moved. The trend has one line at most. */
export function metricPage(frame: Frame, id: string, shown: Shown): Page {
  const words = DASHBOARD_WORDS[frame.lang];
  const { trend, all } = shown;
  const [line] = trend.lines;
  const pen = penOf(frame);
  const title = line?.title[frame.lang] ?? id;
  return framed(frame, null, {
    title,
    body: html`<header><h1>${title}</h1><p class="facts soft"><code>${id}</code> <span>${trend.target}</span> <span>${words.cyclesOf(trend.cycles.length, all)}</span></p></header>
${line && html`<section><p class="figures">${words.newest}${COLON[frame.lang]}<strong>${line.newest[frame.lang]}</strong>${line.unit === 'state' && html` <span class="small soft">(${HISTORY_WORDS[frame.lang].states})</span>`}</p><figure>${trendChart(line, trend, pen)}</figure></section>${section(words.moves, stepsTable(line, pen) || html`<p>${words.noMoves}</p>`)}`}
${trend.testbed.length > 0 && section(words.testbed, testbedTable(trend, pen))}
<p><a href="${scoped('/', frame.scope)}">${words.back}</a></p>`,
  });
}

/** What stands and for how long, what is over, and what passes and fails by turns. */
export function streaksPage(frame: Frame, shown: Shown): Page {
  const words = DASHBOARD_WORDS[frame.lang];
  const pen = penOf(frame);
  const { stands, flaky, testbed } = shown.trend;
  const open = stands.filter(({ standing }) => standing !== 'fixed').toSorted((a, b) => b.cycles - a.cycles);
  const past = stands.filter(({ standing }) => standing === 'fixed').toReversed();
  return framed(frame, 'streaks', {
    title: words.nav.streaks,
    body: html`${head(frame, '/streaks', words.nav.streaks, shown)}
${section(words.open, standsTable(open, words.open, pen) || html`<p>${words.nothingOpen}</p>`)}
${section(words.past, standsTable(past, words.past, pen) || html`<p>${words.nonePast}</p>`)}
${section(words.flaky, flakyTable(flaky, words.flaky, pen) || html`<p>${words.noFlaky}</p>`)}
${testbed.length > 0 && section(words.testbed, testbedTable(shown.trend, pen))}`,
  });
}

/** Every cycle of the window, the newest first. */
export function cyclesPage(frame: Frame, shown: Shown): Page {
  const words = DASHBOARD_WORDS[frame.lang];
  const cycles = shown.trend.cycles.toReversed();
  return framed(frame, 'cycles', {
    title: words.nav.cycles,
    body: html`${head(frame, '/cycles', words.nav.cycles, shown)}<section>${cyclesTable(cycles, words.nav.cycles, penOf(frame))}</section>`,
  });
}
