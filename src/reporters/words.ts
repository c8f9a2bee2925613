import type { Change, ChangeKind } from '../domain/change.ts';
import { figure } from '../domain/figure.ts';
import type { CriterionResult, CriterionVerdict, Review } from '../domain/review.ts';
import { figuresIn, type Lang, type Localised, type Text } from '../domain/text.ts';

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

const CHANGE_WORDS: Record<ChangeKind, Text> = {
  better: { en: 'better ✅', fr: 'mieux ✅' },
  worse: { en: 'WORSE ⚠️', fr: 'RÉGRESSION ⚠️' },
  'within-noise': { en: '=', fr: '=' },
  new: { en: 'new', fr: 'nouveau' },
  gone: { en: 'gone', fr: 'disparu' },
  incomparable: { en: 'not comparable', fr: 'non comparable' },
};

const PROVISIONAL: Text = { en: 'provisional', fr: 'provisoire' };
const TWICE: Text = { en: 'twice measured', fr: 'mesuré deux fois' };
const ONCE: Text = { en: 'suspected, measured once', fr: 'soupçonné, mesuré une fois' };
const NOT_AGAIN: Text = {
  en: 'suspected, not so when measured again',
  fr: 'soupçonné, démenti à la seconde mesure',
};
const NOT_TOLD: Text = { en: 'not told from noise', fr: 'indiscernable du bruit' };
const VISIBLE: Text = { en: 'could have seen', fr: 'pouvait voir' };

/** What stands behind the word for a change: how sure it is, why it does not compare, what could have been seen. */
function besideChange(
  { metric, kind, delta, proof, note }: Localised<Change>,
  lang: Lang,
  [differs]: readonly string[],
): string | undefined {
  if (kind === 'incomparable') return note ?? differs;
  if (metric === 'score' && kind === 'within-noise' && delta !== 0) return NOT_TOLD[lang];
  if (!proof) return undefined;
  if (kind !== 'within-noise')
    return [TWICE, ...(proof.basis === 'previous' ? [PROVISIONAL] : [])].map((word) => word[lang]).join(', ');
  if (proof.suspected) return (proof.measured === 1 ? ONCE : NOT_AGAIN)[lang];
  if (proof.isApparent) return NOT_TOLD[lang];
  return proof.visiblePct === null
    ? undefined
    : `${VISIBLE[lang]} ±${figuresIn(figure(proof.visiblePct, '%'), lang)}`;
}

/** "WORSE ⚠️ (twice measured)", "= (could have seen ±12 %)", "not comparable (driver: 550 → 560)". */
export function changeWords(change: Localised<Change>, lang: Lang, differences: readonly string[]): string {
  const beside = besideChange(change, lang, differences);
  return `${CHANGE_WORDS[change.kind][lang]}${beside === undefined ? '' : ` (${beside})`}`;
}

/** What must be said of changes that compare: over which criteria their score is not. */
export const changeNotes = (changes: readonly Localised<Change>[]): string[] =>
  changes.flatMap(({ kind, note }) =>
    note && kind !== 'incomparable' ? [`${note.charAt(0).toUpperCase()}${note.slice(1)}`] : [],
  );

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
