import { type Review, VERDICT_WORDS } from '../domain/review.ts';

/** What stands on a badge: "ok 97.1 %", "blocked 53.3 %", "inconclusive". */
export const badgeWords = ({ verdict, score, lang }: Review): string =>
  `${VERDICT_WORDS[verdict][lang].toLowerCase()}${score ? ` ${score.percent} %` : ''}`;
