import type { Change, Streak } from '../domain/change.ts';
import { signed } from '../domain/figure.ts';
import type { Finding } from '../domain/finding.ts';
import { VERDICT_WORDS, type Verdict } from '../domain/review.ts';
import { figuresIn, type Lang } from '../domain/text.ts';

const ordinal = (count: number, lang: Lang): string => {
  if (lang === 'fr') return `${count}e cycle consécutif`;
  const tens = count % 100 >= 11 && count % 100 <= 13;
  const suffix = tens ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${suffix} cycle in a row`;
};

/** As many reasons as fit into a line. */
const REASONS = 2;

/** "LLM LATENCY +27 %". */
const movedBy = ({ title, deltaPct }: Change, lang: Lang): string =>
  `${title[lang].toUpperCase()}${deltaPct === null ? '' : ` ${signed(deltaPct)} %`}`;

/** "BLOCKED - PYTORCH CPU-ONLY + CHAT WITHOUT AUDIO (5th cycle in a row)": the first causes, each with its streak. */
export function statusLine(
  verdict: Verdict,
  {
    findings,
    streaks,
    regressions,
  }: {
    readonly findings: readonly Finding[];
    readonly streaks: readonly Streak[];
    readonly regressions: readonly Change[];
  },
  lang: Lang,
): string {
  const worst = findings.some(({ severity }) => severity === 'blocker') ? 'blocker' : 'warning';
  const roots =
    verdict === 'ok'
      ? []
      : findings.filter(({ severity, cause }) => severity === worst && cause === undefined);
  const told = roots.slice(0, REASONS).map(({ id, headline }) => {
    const cycles = streaks.find((streak) => streak.id === id)?.cycles ?? 1;
    return cycles > 1 ? `${headline[lang]} (${ordinal(cycles, lang)})` : headline[lang];
  });
  const moved = verdict === 'attention' ? regressions.map((each) => movedBy(each, lang)) : [];
  const reasons = [...told, ...moved].slice(0, REASONS);
  const word = VERDICT_WORDS[verdict][lang];
  return reasons.length === 0 ? word : `${word} - ${figuresIn(reasons.join(' + '), lang)}`;
}
