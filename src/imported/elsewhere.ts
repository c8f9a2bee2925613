import type { Document } from './document.ts';

const CYCLE = /\b(?:cycle|sprint)s?\s?#?\s?(\d{1,6})(?!\d)/g;
const NUMBERED = /(?:\b(?:cycle|sprint)s?\s?#?\s?|^\W{0,4}#)(\d{1,6})(?!\d)/;

/** The number this review gives itself in its title; null where it has none. */
export function ownNumber({ lines }: Document): number | null {
  const headings = lines.filter(({ level }) => level !== null);
  const title = headings.find(({ level, folded }) => level === 1 && folded.search(CYCLE) >= 0) ?? headings[0];
  // A heading that compares is no title.
  if (title && (PAST.test(title.folded) || ONCE.test(title.folded))) return null;
  const [, number] = (title && NUMBERED.exec(title.folded)) ?? [];
  return number === undefined ? null : Number(number);
}

/** The number of the cycle that a column or a row is of; null where it is of none. */
export function cycleOf(folded: string): number | null {
  const [, number] = NUMBERED.exec(folded) ?? [];
  return number === undefined ? null : Number(number);
}

const PLANNED = [
  /\b(?:solutions?|instructions?|optimi[sz]ations?|prochaine?s?|next|recomm[ae]nd\p{L}*|checklist|roadmap|todo)\b/u,
  /\bactions? (?:requises?|required|obligatoires?|immediates?|needed|#)|^\W*(?:\d+\W+)?(?:actions?|fix(?:es)?|plan)\b/,
  /\b(?:fix(?:es)?|corrections?) (?:requis|required|sugger\p{L}*|suggested|propos\p{L}*|immediate?)/u,
  /\b(?:metriques?|metrics?) (?:targets?|cibles?)|\b(?:targets?|objectifs?) (?:#|pour|for|sprint|cycle)/,
  /^\W*(?:targets?|objectifs?|cibles?|goals?|seuils?|thresholds?)\b/,
  /\b(?:remaining|needed|a faire|etapes?|debloca\p{L}*|unblock\p{L}*|priorites?|priorit(?:y|ies)|tasks?|taches?)\b/u,
  /\b(?:je veux|il faut|i want|must|should|devrait|doit|recherches?|research|hypothes\p{L}*|(?:gains?|ameliorations?|improvements?) potenti\p{L}*)\b/u,
  /\b(?:apres (?:le |la |l')?(?:fix|correct|install)|avec \p{L}{1,20} local|with local|architecture)\b/u,
];
const PAST =
  /\b(?:historique|history|compar\p{L}*|tendances?|trends?|precedente?s?|previous|baseline|ancien\p{L}*|initial|j'ai rate)\b/u;

const namesAnother = (folded: string, own: number | null): boolean =>
  [...folded.matchAll(CYCLE)].some(([, number]) => Number(number) !== own);

/** Whether what stands under this heading is of another cycle, or of what could be: not of what was measured now. */
export const isElsewhere = (heading: string, own: number | null): boolean =>
  PAST.test(heading) || PLANNED.some((each) => each.test(heading)) || namesAnother(heading, own);

const ONCE =
  /\b(?:vs|versus|was|were|etait|etaient|avait|avant|previously|precedemment|auparavant|par rapport|compared|au lieu|instead of|(?:up|down|improved|degraded) from)\b/;
const OF_BEFORE =
  /^\W*(?:feedback|review|score|cycle|sprint|run)?[^:|]{0,20}\b(?:initial|precedente?|previous|dernier)\b/;

/** Cuts what a text says of the past out of it: to the end of its bracket, or of the text. */
function withoutPast(text: string): string {
  let rest = text;
  for (let found = ONCE.exec(rest); found; found = ONCE.exec(rest)) {
    const before = rest.slice(0, found.index);
    const close = before.lastIndexOf('(') > before.lastIndexOf(')') ? rest.indexOf(')', found.index) : -1;
    rest = close < 0 ? before : `${before}${rest.slice(close)}`;
  }
  return rest;
}

/** Of a folded text, what it says of this cycle: nothing where another one is named first. */
export function present(folded: string, own: number | null): string {
  if (OF_BEFORE.test(folded)) return '';
  let text = folded;
  for (const match of folded.matchAll(CYCLE))
    if (Number(match[1]) !== own) {
      const before = folded.slice(0, match.index);
      // "779ms in cycle 60": what stands before it in its clause is of that cycle as well.
      const of = /[^,;:(|]{0,200}\b(?:au|du|en|in|of|at|from)\s(?:the )?$/.exec(before);
      text = of ? before.slice(0, of.index) : before;
      break;
    }
  return withoutPast(text);
}
