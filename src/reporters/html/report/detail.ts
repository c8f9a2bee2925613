import { figure } from '../../../domain/figure.ts';
import type { ProbeReport, Review } from '../../../domain/review.ts';
import { figuresIn } from '../../../domain/text.ts';
import { COLON, footnotes, wordFor } from '../../words.ts';
import { badge } from '../badge.ts';
import { html, type Markup } from '../markup.ts';
import { criterionTone } from '../tone.ts';
import { folded, list, type Part } from './parts.ts';
import { WORDS } from './words.ts';

function outcome({ outcome: came, verdict, blocking }: ProbeReport, { lang }: Review): Markup {
  const words = WORDS[lang];
  if (came === 'unavailable') return badge('plain', words.unavailable);
  if (came === 'errored') return badge('warn', words.errored);
  if (verdict === null) return html``;
  return badge(criterionTone({ verdict, blocking }), wordFor({ verdict, blocking })[lang]);
}

function probe(report: ProbeReport, review: Review): Markup {
  const { id, title, comment, durationMs, raw } = report;
  const words = WORDS[review.lang];
  const took = !durationMs ? '' : `${words.took} ${figuresIn(figure(durationMs / 1000, 's'), review.lang)}`;
  const head = html`<h3>${title}</h3> ${outcome(report, review)} <span class="soft small">${took}</span>`;
  const said = comment && html`<p>${comment}</p>`;
  if (raw.length === 0) return html`<div class="probe"><div class="head">${head}</div>${said}</div>`;
  const exhibits = raw.map(
    (exhibit, index) =>
      html`<h4 id="raw-${id}-${index + 1}">${exhibit.title}</h4><pre tabindex="0" role="group" aria-labelledby="raw-${id}-${index + 1}">${exhibit.content}</pre>`,
  );
  return html`<div class="probe"><div class="head">${head}</div>${said}${folded(`${words.raw} (${raw.length})`, html`${exhibits}`)}</div>`;
}

/** Every probe that was asked, its raw evidence folded. */
export const probesPart = (review: Review): Part => ({
  id: 'probes',
  title: WORDS[review.lang].detail,
  body: html`<div class="probes">${review.probes.map((each) => probe(each, review))}</div>`,
});

function metricsTable({ metrics, lang }: Review): Markup {
  const [what, value, formula] = WORDS[lang].metricsHead;
  const rows = metrics.map(
    (metric) =>
      html`<tr><th scope="row">${metric.title}<br><code class="soft">${metric.id}</code></th><td class="figures">${metric.shown}${metric.doubt !== undefined && html` <abbr title="${metric.doubt}">†</abbr>`}</td><td class="soft small">${metric.formula}</td></tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${WORDS[lang].metrics}"><table><thead><tr><th scope="col">${what}</th><th scope="col">${value}</th><th scope="col">${formula}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Samples, rules, environment, and how every figure is made. */
export const methodPart = (review: Review): Part => ({
  id: 'method',
  title: WORDS[review.lang].method,
  body: html`${list([...review.method, ...footnotes(review)], 'facts small')}${
    review.metrics.length > 0 &&
    folded(`${WORDS[review.lang].metrics} (${review.metrics.length})`, metricsTable(review))
  }`,
});

/** What must hold before the next cycle, and what holds already. */
export function checklistPart({ actions, unblock, lang, verdict }: Review): Part | undefined {
  if (actions.length === 0 && (verdict === 'ok' || unblock.length === 0)) return undefined;
  const words = WORDS[lang];
  return {
    id: 'checklist',
    title: words.checklist,
    body: html`${actions.length > 0 && html`<ol class="steps">${actions.map(({ text }) => html`<li>${text}</li>`)}</ol>`}${
      unblock.length > 0 &&
      html`<h3>${words.unblocks}</h3><ul class="checks">${unblock.map(({ text, command, holds }) => html`<li>${badge(holds ? 'good' : 'plain', holds ? words.holds : words.open)} ${text}${command !== undefined && html`${COLON[lang]}<code>${command}</code>`}</li>`)}</ul>`
    }`,
  };
}
