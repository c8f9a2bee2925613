import { html, type Markup } from '../html/markup.ts';
import type { Page } from '../html/page.ts';
import { address, cycleAddress } from './addresses.ts';
import { type Frame, framed } from './frame.ts';
import { DASHBOARD_WORDS } from './words.ts';

/** Where a review stands among those of its target; null: it is the first, or the last. */
export interface Neighbours {
  readonly before: number | null;
  readonly after: number | null;
}

function tools(frame: Frame, cycle: number, { before, after }: Neighbours): Markup {
  const words = DASHBOARD_WORDS[frame.lang];
  const here = cycleAddress(cycle);
  return html`<nav class="tools small" aria-label="${words.nav.cycles}">${
    before !== null &&
    html`<a href="${cycleAddress(before)}">${words.earlier}</a><a href="${address('/compare', { a: before, b: cycle })}">${words.withPrevious}</a>`
  }${after !== null && html`<a href="${cycleAddress(after)}">${words.later}</a>`}<a href="${here}/review.json">${words.asJson}</a><a href="${here}/review.md">${words.asMarkdown}</a></nav>`;
}

/** The page of a review in the frame of the dashboard, all of it in the language of the review. */
export const cyclePage = (frame: Frame, cycle: number, drawn: Page, neighbours: Neighbours): Page =>
  framed({ ...frame, lang: drawn.lang }, 'cycles', {
    ...drawn,
    body: html`${tools({ ...frame, lang: drawn.lang }, cycle, neighbours)}${drawn.body}`,
  });
