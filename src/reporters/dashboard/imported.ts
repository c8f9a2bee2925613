import type { Field, ImportedReview } from '../../domain/imported.ts';
import { rows } from '../history/pen.ts';
import { badge } from '../html/badge.ts';
import { html, type Written } from '../html/markup.ts';
import type { Page } from '../html/page.ts';
import { minute } from '../window/span.ts';
import { type Frame, framed } from './frame.ts';
import { DASHBOARD_WORDS } from './words.ts';

/** As much of a value is shown. */
const MOST_CHARS = 300;

/** A value as it was read: a figure, a text, a list of items. */
function shown(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map((each: { readonly text?: string; readonly name?: string }) => each.text ?? each.name ?? '')
      .join(' · ');
  if (typeof value === 'object' && value !== null && 'min' in value && 'max' in value)
    return value.min === value.max ? String(value.min) : `${String(value.min)}–${String(value.max)}`;
  return String(value);
}

function row(name: string, field: Field<unknown>, frame: Frame): Written[] {
  const words = DASHBOARD_WORDS[frame.lang];
  if (field.value !== null) return [name, shown(field.value).slice(0, MOST_CHARS), field.where ?? '–'];
  const said = field.candidates.map(({ text }) => text).join(' | ');
  return [
    name,
    html`${badge('warn', words.notSettled)} ${said.slice(0, MOST_CHARS)}`,
    field.candidates.map(({ line }) => line).join(', '),
  ];
}

/** An imported review: what was read of it, where it contradicts itself, and its text. */
export function importedPage(
  frame: Frame,
  { imported, text }: { readonly imported: ImportedReview; readonly text: string },
): Page {
  const words = DASHBOARD_WORDS[frame.lang];
  const fields = Object.entries<Field<unknown>>({ ...imported.fields }).filter(
    ([, { value, candidates }]) => value !== null || candidates.length > 0,
  );
  const title = `${imported.target} – ${imported.cycle}`;
  return framed(frame, 'cycles', {
    title,
    body: html`<header><h1>${title}</h1><p class="facts soft"><span>${words.importedTitle}</span> <span>${imported.file}</span> <span>${minute(imported.reviewedAt)} UTC</span></p><p>${words.importedHow}</p></header>
<section><h2>${words.importedTitle}</h2>${rows(
      words.importedTitle,
      words.field,
      fields.map(([name, field]) => row(name, field, frame)),
    )}</section>
${
  imported.contradictions.length > 0 &&
  html`<section><h2>${words.contradictions}</h2><ul>${imported.contradictions.map(
    ({ what, lines }) =>
      html`<li>${what[frame.lang]} <span class="soft small">(${words.lines} ${lines.join(', ')})</span></li>`,
  )}</ul></section>`
}
<section><h2>${words.document}</h2><pre class="said" tabindex="0" aria-label="${words.document}">${text}</pre></section>`,
  });
}
