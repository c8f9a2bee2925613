import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe-core finds wrong with a page as it stands, each with the elements it is about; empty where it finds nothing. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
}

/** The names of the charts that are to be seen and in which nothing that is drawn has a size. */
export const emptyCharts = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('svg[role="img"]')]
    .filter((chart) => chart.getClientRects().length > 0)
    .filter((chart) =>
      ![...chart.querySelectorAll('.line, .dot, .sample, .bar, .arc, .track, .hole')].some((mark) => {
        const { width, height } = mark.getBoundingClientRect();
        return width + height > 1;
      }))
    .map((chart) => chart.getAttribute('aria-label'))`);

/** How wide a page is, in pixels; more than the window where it has to be scrolled sideways. */
export const widthOf = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth');

/** Unfolds all that is folded. */
export const unfold = (page: Page): Promise<void> =>
  page.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);

/** The colour of the paper. */
export const paperOf = (page: Page): Promise<string> =>
  page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
