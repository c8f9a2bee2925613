import type { Review, ReviewFinding } from '../../../domain/review.ts';
import { COLON } from '../../words.ts';
import { badge } from '../badge.ts';
import { html, type Markup } from '../markup.ts';
import type { Tone } from '../tone.ts';
import { copyable, list, type Part } from './parts.ts';
import { WORDS } from './words.ts';

const TONES: Readonly<Record<ReviewFinding['severity'], Tone>> = {
  blocker: 'bad',
  warning: 'warn',
  note: 'plain',
};

const steps = ({ id, remedy }: ReviewFinding, { lang }: Review): Markup =>
  html`<ol class="steps">${remedy.map(
    ({ text, code }, index) =>
      html`<li>${text}${code && copyable(`code-${id}-${index + 1}`, code.lines.join('\n'), lang, `${WORDS[lang].remedy} ${index + 1}`)}</li>`,
  )}</ol>`;

const checks = ({ id, unblock }: ReviewFinding, { lang }: Review): Markup =>
  html`<ul class="checks">${unblock.map(
    ({ text, command, holds }, index) =>
      html`<li>${badge(holds ? 'good' : 'plain', holds ? WORDS[lang].holds : WORDS[lang].open)} ${text}${command !== undefined && copyable(`check-${id}-${index + 1}`, command, lang, `${WORDS[lang].unblocks} ${index + 1}`)}</li>`,
  )}</ul>`;

function card(finding: ReviewFinding, review: Review): Markup {
  const { id, title, severity, story, evidence, cause, remedy, unblock } = finding;
  const words = WORDS[review.lang];
  const streak = review.streaks.find((each) => each.id === id);
  const known = [...review.blockers, ...review.warnings, ...review.notes].find((each) => each.id === cause);
  return html`
<article id="finding-${id}" class="finding tone-${TONES[severity]}" aria-labelledby="title-${id}">
<p class="meta">${badge(TONES[severity], words[severity])} <code>${id}</code>${streak && html` <span class="soft small">${words.row(streak.cycles)}${streak.cycles > 1 && `, ${words.since} ${streak.since}`}</span>`}</p>
<h3 id="title-${id}">${title}</h3>
<p class="story">${story}</p>
${known && html`<p class="small">${words.cause}${COLON[review.lang]}<a href="#finding-${known.id}">${known.title}</a></p>`}
<div class="columns">
<div><h4>${words.evidence}</h4>${list(evidence, 'facts')}</div>
${remedy.length > 0 && html`<div><h4>${words.remedy}</h4>${steps(finding, review)}</div>`}
</div>
${unblock.length > 0 && html`<h4>${words.unblocks}</h4>${checks(finding, review)}`}
<p class="small soft">${words.explain}${COLON[review.lang]}<code>ralph explain ${id}</code></p>
</article>`;
}

/** What was found, causes before their consequences, each with its evidence and what mends it. */
export function findingsPart(review: Review): Part | undefined {
  const findings = [...review.blockers, ...review.warnings, ...review.notes];
  if (findings.length === 0) return undefined;
  const words = WORDS[review.lang];
  return {
    id: 'findings',
    title: words.findings,
    body: html`${findings.map((finding) => card(finding, review))}<p class="small soft">${words.again}${COLON[review.lang]}<code>ralph verify</code></p>`,
  };
}
