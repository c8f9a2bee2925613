import { figure, signed } from '../../domain/figure.ts';
import type { Lang } from '../../domain/text.ts';
import type { Trend } from '../../domain/trend.ts';
import type { LevelMove, StateMove, TargetWindow, WindowReport } from '../../domain/window.ts';
import { metricTiles } from '../history/metric-tiles.ts';
import { type Pen, place, rows } from '../history/pen.ts';
import { HISTORY_STYLE } from '../history/style.ts';
import { cyclesTable, standsTable } from '../history/tables.ts';
import { testbedTable } from '../history/trend-chart.ts';
import { stripFigure } from '../history/verdict-strip.ts';
import { badge } from '../html/badge.ts';
import { html, type Markup, type Written } from '../html/markup.ts';
import type { Page } from '../html/page.ts';
import { COLON } from '../words.ts';
import { numbersOf, sentenceOf, shortCommit } from './sentence.ts';
import { WINDOW_WORDS } from './words.ts';

/** How the page of a window is drawn. */
export interface WindowSheet {
  readonly lang: Lang;
  /** A smaller relative change was not told. */
  readonly tolerancePct: number;
  /** Where the review of a cycle of the window lies, by the name of its JSON; null: nowhere. */
  href(cycle: number, file: string): string | null;
  /** How figures went over the window, by target. */
  readonly trends: ReadonlyMap<string, Trend>;
}

const section = (title: string, ...parts: readonly Written[]): Markup | false =>
  parts.some(Boolean) && html`<section><h2>${title}</h2>${parts}</section>`;

/** A long table is folded: what matters of it stands above. */
const MOST_OPEN = 40;
const folded = (table: Markup | false, length: number): Markup | false =>
  length > MOST_OPEN ? html`<details><summary>${length}</summary>${table}</details>` : table;

const moveCells = ({ title, before, now, deltaPct, unit }: LevelMove, { lang }: Pen): Written[] => [
  title[lang],
  figure(before, unit),
  figure(now, unit),
  deltaPct === null ? '–' : `${signed(deltaPct)} %`,
];

function moved({ moves }: TargetWindow, kind: 'worse' | 'better', pen: Pen): Markup | false {
  const words = WINDOW_WORDS[pen.lang];
  const title = kind === 'worse' ? words.regressedTitle : words.improvedTitle;
  const body = moves.flatMap((move) =>
    move.kind === kind && move.at ? [[...moveCells(move, pen), place(move.at, pen)]] : [],
  );
  return section(title, rows(title, words.moveHead, body));
}

function states(window: TargetWindow, kind: StateMove['kind'], pen: Pen): Markup | false {
  const words = WINDOW_WORDS[pen.lang];
  const title = kind === 'worse' ? words.brokeTitle : words.fixedTitle;
  const body = window.states
    .filter((state) => state.kind === kind)
    .map(({ title: what, before, now, at }) => [
      what[pen.lang],
      `${before[pen.lang]} → ${now[pen.lang]}`,
      place(at, pen),
    ]);
  return section(title, rows(title, [words.brokeHead[0] ?? '', '', words.brokeHead[1] ?? ''], body));
}

function worst({ worst: all }: TargetWindow, pen: Pen): Markup | false {
  const words = WINDOW_WORDS[pen.lang];
  const body = all.map((move) => [
    ...moveCells(move, pen),
    move.kind === 'worse' ? badge('bad', words.claimed) : words.noise,
  ]);
  const table = rows(words.worstTitle, words.worstHead, body);
  return section(words.worstTitle, table, table && html`<p class="small soft">${words.worstNote}</p>`);
}

function covered(window: TargetWindow, tolerancePct: number, { lang }: Pen): Markup | false {
  const words = WINDOW_WORDS[lang];
  const commits = [...new Set(window.cycles.flatMap(({ commit }) => commit ?? []))].map(shortCommit);
  const compared =
    window.comparable === 0
      ? [words.uncompared(window.cyclesBefore)]
      : [words.compared(window.comparable, window.cyclesBefore), words.rule(tolerancePct)];
  const said = commits.length === 0 ? words.unknownCommit : commits.join(', ');
  const spans = window.stands.some(({ kind }) => kind === 'blocker') ? [words.spanRule] : [];
  const lines = [`${words.commits}${COLON[lang]}${said}`, ...compared, ...spans];
  return section(
    words.coveredTitle,
    html`<ul class="small soft">${lines.map((line) => html`<li>${line}</li>`)}</ul>`,
  );
}

function targetOf(window: TargetWindow, { lang, href, trends, tolerancePct }: WindowSheet): Markup {
  const files = new Map(window.cycles.map(({ cycle, file }) => [cycle, file]));
  const pen: Pen = {
    lang,
    href: (cycle) => {
      const file = files.get(cycle);
      return file === undefined ? null : href(cycle, file);
    },
  };
  const words = WINDOW_WORDS[lang];
  const trend = trends.get(window.target);
  const newest = window.cycles.toReversed();
  return html`<section><h2 class="target">${window.target}</h2>${stripFigure(window.cycles, pen)}</section>
${moved(window, 'worse', pen)}${states(window, 'worse', pen)}${section(
  words.standsTitle,
  standsTable(window.stands, `${words.standsTitle}, ${window.target}`, pen),
)}${moved(window, 'better', pen)}${states(window, 'better', pen)}${worst(window, pen)}${
  trend && section(words.trendTitle, metricTiles(trend, lang))
}${section(words.testbedTitle, testbedTable(window, pen))}${section(
  words.cyclesTitle,
  folded(cyclesTable(newest, `${words.cyclesTitle}, ${window.target}`, pen), newest.length),
)}${covered(window, tolerancePct, pen)}`;
}

/** The report of a window as a page: the story in one paragraph, then each target in pictures and tables. */
export function windowPage(report: WindowReport, sheet: WindowSheet): Page {
  const { lang } = sheet;
  const words = WINDOW_WORDS[lang];
  const missed = report.missing.length === 0 ? [] : [words.missing(numbersOf(report.missing))];
  const lost = [...missed, ...report.corrupt.map((why) => `${words.corruptLine}${COLON[lang]}${why}`)];
  const names = report.targets.map(({ target }) => target).join(', ');
  return {
    lang,
    title: names === '' ? words.pageTitle : `${words.pageTitle} – ${names}`,
    body: html`<header><h1>${words.pageTitle}</h1><p class="lead">${sentenceOf(report, lang)}</p>${
      lost.length > 0 && html`<ul class="small soft">${lost.map((line) => html`<li>${line}</li>`)}</ul>`
    }</header>${report.targets.map((window) => targetOf(window, sheet))}`,
    styles: [HISTORY_STYLE],
  };
}
