import type { FleetMember, FleetStack, NamedFinding } from '../../domain/fleet.ts';
import type { Addressee } from '../../domain/fleet-job.ts';
import type { Review } from '../../domain/review.ts';
import { type Lang, said } from '../../domain/text.ts';
import { OUTCOMES, UNJUDGED } from './words.ts';

const COLON = { en: ': ', fr: ' : ' };

/** "agent gpu-07", "pool=eu zone=a". */
const askedOf = (asked: Addressee): string =>
  'agent' in asked
    ? `agent ${asked.agent}`
    : Object.entries(asked.labels)
        .map(([label, value]) => `${label}=${value}`)
        .sort()
        .join(' ');

const named = (findings: Review['blockers']): NamedFinding[] =>
  findings.map(({ id, title, cause }) => ({ id, title, ...(cause !== undefined && { cause }) }));

/** What of a review could not be judged; where that is all, the whole of it. */
function unjudged({ criteria, verdict, score, lang }: Review): NamedFinding[] {
  const errored = criteria.filter((criterion) => criterion.verdict === 'errored');
  if (errored.length === 0 && verdict === 'inconclusive' && score === null)
    return [{ id: 'unjudged', title: said(UNJUDGED.all, lang) }];
  return errored.map(({ id, title }) => ({ id, title: `${title}${COLON[lang]}${said(UNJUDGED.one, lang)}` }));
}

/** The row of one stack, before it is held against others. */
export function rowOf(member: FleetMember, lang: Lang): Omit<FleetStack, 'outliers'> {
  const { name, asked, agent, outcome } = member;
  const who = { name, asked: askedOf(asked), agent, outcome };
  if (member.outcome !== 'reviewed') {
    const { outcome: id, why } = member;
    return {
      ...{ ...who, why, verdict: 'blocked', score: null },
      blockers: [{ id, title: said(OUTCOMES[id].title, lang) }],
      ...{ warnings: [], cycle: null, file: null, commit: null, leftOut: [], regressions: [] },
    };
  }
  const { review, file, leftOut } = member;
  const { verdict, score, cycle, commit, changes } = review;
  return {
    ...{ ...who, why: null, verdict, score },
    ...{ blockers: named(review.blockers), warnings: [...unjudged(review), ...named(review.warnings)] },
    ...{ cycle, file, commit, leftOut },
    regressions: changes.flatMap(({ kind, metric, title, before, now }) =>
      kind === 'worse' ? [{ metric, title, before, now }] : [],
    ),
  };
}
