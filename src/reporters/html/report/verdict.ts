import { oneLine } from '../../../domain/printable.ts';
import { type Review, type ReviewFinding, VERDICT_WORDS } from '../../../domain/review.ts';
import { wordFor } from '../../words.ts';
import { ring } from '../chart/ring.ts';
import { html, type Markup } from '../markup.ts';
import { criterionTone, VERDICT_TONES } from '../tone.ts';
import { copyable, list } from './parts.ts';
import { WORDS } from './words.ts';

/** The findings that a reader has to act on, and the one to begin with: no consequence of another. */
function urgentOf({ blockers, warnings }: Review): readonly ReviewFinding[] {
  return blockers.length > 0 ? blockers : warnings;
}

function scoreRing({ score, verdict, lang }: Review): Markup {
  const words = WORDS[lang];
  const said = VERDICT_WORDS[verdict][lang];
  if (!score)
    return ring({ share: null, value: '–', tone: 'plain', label: `${words.unscored}, ${said}`, size: 132 });
  const { points, max, percent } = score;
  return ring({
    ...{ share: max === 0 ? null : points / max, value: `${percent} %`, unit: `${points}/${max}` },
    ...{ tone: VERDICT_TONES[verdict], size: 132 },
    label: `${words.score} ${points} ${words.of} ${max}, ${percent} %, ${said}`,
  });
}

function firstStep(review: Review): Markup | undefined {
  const words = WORDS[review.lang];
  const finding = urgentOf(review).find(({ cause }) => cause === undefined) ?? urgentOf(review)[0];
  const step = finding?.remedy[0];
  if (!finding || !step) return undefined;
  return html`<div class="first"><h2>${words.first}</h2><p>${step.text}</p>${
    step.code && copyable('first-code', step.code.lines.join('\n'), review.lang, words.first)
  }${finding.remedy.length > 1 && html`<p class="small"><a href="#finding-${finding.id}">${words.allSteps} (${finding.remedy.length})</a></p>`}</div>`;
}

function urgent(review: Review): Markup {
  const words = WORDS[review.lang];
  const findings = urgentOf(review);
  if (findings.length === 0) {
    const isRegressed = review.changes.some(({ kind }) => kind === 'worse');
    return html`<p>${isRegressed ? words.regressedOnly : words.nothing}</p>`;
  }
  const items = findings.map(({ id, title, cause, severity }) => {
    const streak = review.streaks.find((each) => each.id === id);
    const isLong = severity === 'blocker' && streak !== undefined && streak.cycles > 1;
    return html`<a href="#finding-${id}">${title}</a>${cause !== undefined && html` <span class="soft small">← ${cause}</span>`}${isLong && html` <span class="soft small">· ${words.row(streak.cycles)}</span>`}`;
  });
  return html`<h2>${review.blockers.length > 0 ? words.blocks : words.attend}</h2>${list(items, 'urgent')}`;
}

/** What a reader must know before anything else: verdict, score, what blocks, and what to do first. */
export function verdictPart(review: Review): Markup {
  const { verdict, status, lang, target, cycle, label, commit, reviewedAt } = review;
  const words = WORDS[lang];
  const said = VERDICT_WORDS[verdict][lang];
  const reasons = oneLine(status).startsWith(said) ? oneLine(status).slice(said.length) : '';
  const when = reviewedAt.replace('T', ' ').replace(/(:\d\d):.*$/, '$1 UTC');
  return html`<header class="verdict tone-${VERDICT_TONES[verdict]}">
<div class="rings">${scoreRing(review)}</div>
<div class="said">
<p class="soft small meta">${target.name} · ${words.cycle} ${cycle}${label && ` · ${label}`} · <time datetime="${reviewedAt}">${when}</time>${commit && html` · ${words.commit} <code>${commit.slice(0, 12)}</code>`}</p>
<h1><span class="tone">${said}</span>${reasons}</h1>
${urgent(review)}
</div>
${firstStep(review)}
</header>`;
}

/** Each criterion as a small ring with its figure. */
export function gauges({ criteria, lang }: Review): Markup {
  const words = WORDS[lang];
  const items = criteria.map((each) => {
    const { points, title, value, objective, comment, doubt, weight } = each;
    const word = wordFor(each)[lang];
    const label = `${title}: ${points === null ? word : `${points}/10, ${word}`}`;
    return html`${ring({ share: points === null ? null : points / 10, value: points === null ? '–' : String(points), tone: criterionTone(each), label, size: 52 })}<div><strong>${title}</strong>${weight === 0 && html` <span class="soft small">${words.notScored}</span>`}<div class="figures">${value ?? html`<span class="soft">${word}</span>`}${doubt !== undefined && html` <abbr title="${doubt}">†</abbr>`}</div><div class="soft small">${[objective && `${words.objective} ${objective}`, comment].filter(Boolean).join(' · ')}</div></div>`;
  });
  return list(items, 'gauges');
}
