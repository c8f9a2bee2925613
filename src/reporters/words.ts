import type { ChangeKind } from '../domain/change.ts';
import type { CriterionResult, CriterionVerdict, Review } from '../domain/review.ts';
import type { Text } from '../domain/text.ts';

/** What stands between a name and what is said of it; French sets a space before it. */
export const COLON: Text = { en: ': ', fr: ' : ' };

const VERDICT_ICONS: Record<CriterionVerdict, string> = {
  pass: '✅',
  warn: '✅',
  fail: '❌',
  'not-applicable': '➖',
  errored: '💥',
};

const CRITERION_WORDS: Record<CriterionVerdict, Text> = {
  pass: { en: 'PASS', fr: 'PASS' },
  warn: { en: 'PASS', fr: 'PASS' },
  fail: { en: 'ATTENTION', fr: 'ATTENTION' },
  'not-applicable': { en: 'n/a', fr: 's.o.' },
  errored: { en: 'ERROR', fr: 'ERREUR' },
};

const BLOCKING: Text = { en: 'BLOCKER', fr: 'BLOCAGE' };

/** PASS, ATTENTION or BLOCKER, as the summary table says it. */
export const wordFor = ({ verdict, blocking }: Pick<CriterionResult, 'verdict' | 'blocking'>): Text =>
  verdict === 'fail' && blocking ? BLOCKING : CRITERION_WORDS[verdict];

export const iconFor = ({ verdict, blocking }: Pick<CriterionResult, 'verdict' | 'blocking'>): string =>
  verdict === 'fail' && !blocking ? '⚠️' : VERDICT_ICONS[verdict];

export const CHANGE_WORDS: Record<ChangeKind, Text> = {
  better: { en: 'better ✅', fr: 'mieux ✅' },
  worse: { en: 'WORSE ⚠️', fr: 'RÉGRESSION ⚠️' },
  'within-noise': { en: '=', fr: '=' },
  new: { en: 'new', fr: 'nouveau' },
  gone: { en: 'gone', fr: 'disparu' },
  incomparable: { en: 'not comparable', fr: 'non comparable' },
};

/** Stands behind a figure that is in doubt. */
const DOUBT_SIGN = '†';

const MEANWHILE: Text = { en: 'measured while ', fr: 'mesuré pendant que ' };

/** A figure with the sign of doubt where it deserves it. */
export const marked = (shown: string, doubt: string | undefined): string =>
  doubt === undefined ? shown : `${shown} ${DOUBT_SIGN}`;

/** What the sign means, one line for each reason with the criteria it touches; empty without any. */
export function footnotes({ criteria, lang }: Pick<Review, 'criteria' | 'lang'>): string[] {
  const reasons = new Set(criteria.flatMap(({ doubt }) => doubt ?? []));
  return [...reasons].map((reason) => {
    const titles = criteria.filter(({ doubt }) => doubt === reason).map(({ title }) => title);
    return `${DOUBT_SIGN} ${titles.join(', ')}${COLON[lang]}${MEANWHILE[lang]}${reason}`;
  });
}
