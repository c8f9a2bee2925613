import type { Lang } from '../../domain/text.ts';
import type { Milestone } from '../../domain/window.ts';
import { html, type Markup, type Written } from '../html/markup.ts';
import { shortCommit } from '../window/sentence.ts';

/** What drawings of many cycles are drawn with. */
export interface Pen {
  readonly lang: Lang;
  /** Where the review of a cycle is to be seen; null: nowhere. */
  href(cycle: number): string | null;
}

/** The number of a cycle, as a link where it leads somewhere. */
export function cycleLink(cycle: number, pen: Pen, said: string = String(cycle)): Markup {
  const href = pen.href(cycle);
  return href === null ? html`${said}` : html`<a href="${href}">${said}</a>`;
}

/** "15 1e12acd". */
export const place = (at: Milestone, pen: Pen): Markup =>
  html`${cycleLink(at.cycle, pen)}${at.commit !== null && html` <code>${shortCommit(at.commit)}</code>`}`;

/** A table that scrolls in itself where it is too wide; nothing without rows. */
export const rows = (
  name: string,
  head: readonly string[],
  body: readonly (readonly Written[])[],
): Markup | false =>
  body.length > 0 &&
  html`<div class="scroll" role="region" aria-label="${name}" tabindex="0"><table><thead><tr>${head.map(
    (each) => (each === '' ? html`<td></td>` : html`<th scope="col">${each}</th>`),
  )}</tr></thead><tbody>${body.map(
    ([first, ...others]) =>
      html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td class="figures">${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`;
