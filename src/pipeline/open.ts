import type { Evidence } from '../domain/evidence.ts';
import type { Check, Finding } from '../domain/finding.ts';
import type { Review } from '../domain/review.ts';
import type { Rules } from './assemble.ts';
import { diagnose } from './diagnose.ts';
import { factsOf, type LooseFacts } from './facts.ts';
import { type Judged, judgeAll } from './judge.ts';
import { recorded } from './recorded.ts';

/** What a review left to be done: a finding, with the criteria whose points it cost. */
export interface Open extends Pick<Finding, 'id' | 'title' | 'severity' | 'cause' | 'unblock'> {
  readonly criteria: readonly Judged[];
}

/** The part of a review that says what is open in it. */
export type OpenIn = Pick<Review, 'criteria'> & {
  readonly [Each in 'blockers' | 'warnings']: readonly Pick<
    Review[Each][number],
    'id' | 'severity' | 'title'
  >[];
};

/** The box of a criterion. */
export const boxOf = ({ criterion, objective }: Judged, facts: LooseFacts): Check => ({
  ...criterion.check(facts, objective),
  holds: false,
});

/** A criterion that could not be judged is nobody's finding, and open all the same. */
const unjudged = (judged: Judged, facts: LooseFacts): Open => ({
  id: judged.criterion.finding,
  severity: judged.settings.blocking ? 'blocker' : 'warning',
  title: {
    en: `${judged.criterion.title.en}: could not be judged (${judged.comment.en})`,
    fr: `${judged.criterion.title.fr} : n’a pas pu être jugé (${judged.comment.fr})`,
  },
  unblock: [boxOf(judged, facts)],
  criteria: [judged],
});

/** All that evidence tells of blockers and warnings, and the criteria that could not be judged. */
export function openIn(evidence: Evidence, rules: Rules): Open[] {
  const facts = factsOf(evidence, rules.probes);
  const judged = judgeAll(evidence, rules.criteria, facts);
  const failing = judged.filter(({ verdict }) => verdict === 'fail');
  return [
    ...judged.filter(({ verdict }) => verdict === 'errored').map((each) => unjudged(each, facts)),
    ...diagnose(judged, rules.diagnoses, facts)
      .filter(({ severity }) => severity !== 'note')
      .map((finding) => ({
        ...finding,
        criteria: failing.filter(({ criterion }) => finding.explains.includes(criterion.id)),
      })),
  ];
}

/** What of a review is open, as its evidence tells it again: blockers first, causes before their consequences. */
export function openOf(review: OpenIn, evidence: Evidence, rules: Rules): Open[] {
  const findings = new Set([...review.blockers, ...review.warnings].map(({ id }) => id));
  const errored = new Set(review.criteria.flatMap(({ id, verdict }) => (verdict === 'errored' ? [id] : [])));
  const open = openIn(evidence, rules).filter(
    ({ id, criteria }) =>
      findings.has(id) ||
      criteria.some(({ criterion, verdict }) => verdict === 'errored' && errored.has(criterion.id)),
  );
  return [
    ...open.filter(({ severity }) => severity === 'blocker'),
    ...open.filter(({ severity }) => severity !== 'blocker'),
  ];
}

/** The probes that judging a criterion reads. */
function readByCriterion({ criterion, objective }: Judged, facts: LooseFacts): ReadonlySet<string> {
  const noting = recorded(facts);
  if (noting.facts.observation(criterion.probe)?.kind === 'observed')
    criterion.judge(noting.facts, objective);
  return noting.read;
}

/** The probes that a finding and its criteria read: what their fate hangs on, as the evidence stands. */
export function standsOn({ id, criteria }: Open, rules: Rules, facts: LooseFacts): ReadonlySet<string> {
  const noting = recorded(facts);
  rules.diagnoses.find((each) => each.id === id)?.detect(noting.facts);
  return new Set([...noting.read, ...criteria.flatMap((each) => [...readByCriterion(each, facts)])]);
}
