import type { Lang } from '../../../domain/text.ts';
import { html, type Markup } from '../markup.ts';
import { WORDS } from './words.ts';

/** A part of the page under a heading of its own; its id is where the contents lead. */
export interface Part {
  readonly id: string;
  readonly title: string;
  /** As the contents name it, where the title is long. */
  readonly short?: string;
  readonly body: Markup;
  /** A line under the heading. */
  readonly note?: string;
}

export const drawnPart = ({ id, title, body, note }: Part): Markup => html`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${note && html`<p class="soft small">${note}</p>`}
${body}
</section>`;

export const list = (items: readonly (Markup | string)[], className = ''): Markup =>
  html`<ul class="${className}">${items.map((item) => html`<li>${item}</li>`)}</ul>`;

/** What is typed, and a button that copies it; `id` is its own on the page. */
export const copyable = (id: string, text: string, lang: Lang, label: string): Markup =>
  html`<div class="copyable"><pre id="${id}" tabindex="0" role="group" aria-label="${label}">${text}</pre><button type="button" class="scripted-only" data-copies="${id}" data-done="${WORDS[lang].copied}">${WORDS[lang].copy}<span class="unseen"> ${label}</span></button></div>`;

/** What is folded until somebody asks for it. */
export const folded = (summary: Markup | string, body: Markup, className = ''): Markup =>
  html`<details class="${className}"><summary>${summary}</summary>${body}</details>`;
