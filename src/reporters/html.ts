import type { Portrait } from '../domain/portrait.ts';
import type { Reporter } from '../domain/reporter.ts';
import type { Review } from '../domain/review.ts';
import { html, type Markup } from './html/markup.ts';
import { type Page, page } from './html/page.ts';
import { changesPart } from './html/report/changes.ts';
import { checklistPart, methodPart, probesPart } from './html/report/detail.ts';
import { devicePart } from './html/report/device.ts';
import { findingsPart } from './html/report/findings.ts';
import { drawnPart, type Part } from './html/report/parts.ts';
import { samplesPart } from './html/report/samples.ts';
import { soundPart } from './html/report/sound.ts';
import { trendPart } from './html/report/trend.ts';
import { turnPart } from './html/report/turn.ts';
import { gauges, verdictPart } from './html/report/verdict.ts';
import { WORDS } from './html/report/words.ts';
import { REPORT } from './html/style/report.ts';

const ALONE: Portrait = { figures: [], turns: [], cards: null, memory: null, sounds: [], trend: null };

function partsOf(review: Review, behind: Portrait): Part[] {
  const { lang } = review;
  const parts: readonly (Part | undefined)[] = [
    { id: 'criteria', title: WORDS[lang].criteria, body: gauges(review) },
    findingsPart(review),
    turnPart(behind.turns, lang),
    samplesPart(behind, review),
    devicePart(behind, review),
    soundPart(behind, lang),
    changesPart(review),
    trendPart(behind.trend, lang),
    checklistPart(review),
    probesPart(review),
    methodPart(review),
  ];
  return parts.filter((part) => part !== undefined);
}

const contents = (parts: readonly Part[], { lang }: Review): Markup =>
  html`<nav class="contents" aria-label="${WORDS[lang].contents}"><ul>${parts.map(({ id, title, short = title }) => html`<li><a href="#${id}">${short}</a></li>`)}</ul></nav>`;

/** The page of a review: verdict and what to do first, then everything behind it. */
export function reviewPage(review: Review, behind: Portrait = ALONE): Page {
  const parts = partsOf(review, behind);
  const { target, cycle, lang, status, quip, ralph } = review;
  return {
    lang,
    title: `${target.name}, ${WORDS[lang].cycle.toLowerCase()} ${cycle}: ${status}`,
    bar: html`<span class="soft">${target.name}</span>`,
    styles: [REPORT],
    body: html`${verdictPart(review)}${contents(parts, review)}${parts.map(drawnPart)}`,
    foot: html`<p>${WORDS[lang].made} ${ralph}</p>${quip && html`<p>« ${quip} »</p>`}`,
  };
}

/** A review as one page for a browser. */
const report: Reporter = {
  id: 'html',
  looksBehind: true,
  draw: (review, _canvas, behind) => page(reviewPage(review, behind)),
};

export default report;
