import { oneLine } from '../../domain/printable.ts';
import { type Review, VERDICT_WORDS, type Verdict } from '../../domain/review.ts';
import { firstChars } from '../../domain/secrets/excerpt.ts';
import { VERDICT_SIGNS } from '../verdict-signs.ts';
import { COLON } from '../words.ts';

/** A review as somebody is told of it who was not looking. */
export interface Notice {
  readonly review: Review;
  /** Of the review before, of the same target and branch; null: there is none. */
  readonly before: Verdict | null;
  /** Where the run can be looked at; null where nobody says. */
  readonly page: string | null;
}

/** A notice in words, each one bounded line that is still as it was said: whoever draws it escapes it for its place. */
export interface ToldNotice {
  readonly headline: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly problems: readonly string[];
  readonly page: string | null;
  /** What the link to the page reads. */
  readonly pageWords: string;
  /** "#rrggbb" of the verdict. */
  readonly color: string;
}

const WORDS = {
  en: {
    was: (verdict: string) => ` (was ${verdict})`,
    same: ' (as before)',
    first: ' (first review)',
    score: 'Score',
    cycle: 'Cycle',
    commit: 'Commit',
    more: (count: number) => `and ${count} more`,
    page: 'The run',
  },
  fr: {
    was: (verdict: string) => ` (était ${verdict})`,
    same: ' (comme avant)',
    first: ' (première revue)',
    score: 'Score',
    cycle: 'Cycle',
    commit: 'Commit',
    more: (count: number) => `et ${count} de plus`,
    page: 'L’exécution',
  },
} as const;

const MOST_PROBLEMS = 5;
const MOST_CHARS = 200;

const line = (text: string): string => firstChars(oneLine(text), MOST_CHARS);

/** What a notice says, whatever service carries it. */
export function told({ review, before, page }: Notice): ToldNotice {
  const { verdict, target, blockers, warnings, score, cycle, commit, lang } = review;
  const words = WORDS[lang];
  const { icon, color } = VERDICT_SIGNS[verdict];
  const moved =
    before === null ? words.first : before === verdict ? words.same : words.was(VERDICT_WORDS[before][lang]);
  const all = [...blockers, ...warnings].map(({ id, title }) => line(`${id}${COLON[lang]}${title}`));
  const rest = all.length - MOST_PROBLEMS;
  return {
    headline: line(`${icon} ${target.name}${COLON[lang]}${VERDICT_WORDS[verdict][lang]}${moved}`),
    facts: [
      ...(score ? [[words.score, `${score.points}/${score.max} (${score.percent} %)`] as const] : []),
      [words.cycle, String(cycle)],
      ...(commit === null ? [] : [[words.commit, line(commit)] as const]),
    ],
    problems: [...all.slice(0, MOST_PROBLEMS), ...(rest > 0 ? [words.more(rest)] : [])],
    ...{ page, pageWords: words.page, color },
  };
}
