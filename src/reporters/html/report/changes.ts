import type { Change } from '../../../domain/change.ts';
import type { Review } from '../../../domain/review.ts';
import type { Localised } from '../../../domain/text.ts';
import { deltaOf, isSeeming } from '../../change-delta.ts';
import { COLON, changeNotes, changeWords } from '../../words.ts';
import { html, type Markup } from '../markup.ts';
import { moveTone } from '../tone.ts';
import { folded, type Part } from './parts.ts';
import { WORDS } from './words.ts';

type Moved = Localised<Change>;

function table(changes: readonly Moved[], { baseline, lang }: Review): Markup {
  const [what, before, now, delta] = WORDS[lang].changesHead;
  const rows = changes.map((change) => {
    const word = changeWords(change, lang, baseline?.differences ?? []).replace(/ (?:✅|⚠️)/u, '');
    return html`<tr class="tone-${moveTone(change.kind)}"><th scope="row">${change.title}</th><td class="figures">${change.before ?? '–'}</td><td class="figures">${change.now ?? '–'}</td><td class="figures tone">${deltaOf(change)}</td><td class="tone">${word}</td></tr>`;
  });
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${WORDS[lang].changes} ${baseline?.cycle}"><table><thead><tr><th scope="col">${what}</th><th scope="col">${before}</th><th scope="col">${now}</th><th scope="col">${delta}</th><td></td></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Then and now: what moved, and folded what did not. */
export function changesPart(review: Review): Part | undefined {
  const { baseline, changes, lang } = review;
  if (!baseline) return undefined;
  const words = WORDS[lang];
  const isTold = (change: Moved): boolean =>
    change.kind === 'worse' || change.kind === 'better' || isSeeming(change);
  const rank = ({ kind }: Moved): number => ['worse', 'better'].indexOf(kind) >>> 0;
  const moved = changes.filter(isTold).toSorted((a, b) => rank(a) - rank(b));
  const others = changes.filter((change) => !isTold(change));
  const still = others.filter(({ kind }) => kind === 'within-noise').length;
  const named = baseline.commit === null ? '' : ` (${baseline.commit.slice(0, 12)})`;
  return {
    id: 'changes',
    title: `${words.changes} ${baseline.cycle}${named}`,
    short: words.compared,
    body: html`${baseline.differences.length > 0 && html`<p>${words.incomparable}${COLON[lang]}${baseline.differences.join(', ')}</p>`}${moved.length > 0 && table(moved, review)}${changeNotes(
      changes,
    ).map(
      (note) => html`<p class="soft small">${note}</p>`,
    )}${still > 0 && html`<p class="small">${words.still(still)}</p>`}${others.length > 0 && folded(`${words.sides} (${others.length})`, table(others, review))}`,
  };
}
