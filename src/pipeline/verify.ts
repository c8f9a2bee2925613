import type { Evidence } from '../domain/evidence.ts';
import type { Check, Finding, Severity } from '../domain/finding.ts';
import type { Review } from '../domain/review.ts';
import { type Lang, same } from '../domain/text.ts';
import type { Verification, VerifiedCriterion, VerifiedFinding } from '../domain/verification.ts';
import type { Rules } from './assemble.ts';
import { diagnose } from './diagnose.ts';
import { factsOf } from './facts.ts';
import { judgeAll } from './judge.ts';
import { boxOf, type Open, openOf } from './open.ts';
import { holds, standingOf, type ThenAndNow } from './standing.ts';

/** A review, and what its open parts say when they are asked again. */
export interface AskedAgain {
  readonly review: Review;
  readonly evidence: Evidence;
  /** Of the probes that were put again; judged by the rubric of the review. */
  readonly fresh: Evidence;
  readonly lang: Lang;
  /** Whether a failed criterion that does not block keeps the gate closed as well. */
  readonly strict: boolean;
}

function seenAgain({ evidence, fresh }: AskedAgain, rules: Rules): ThenAndNow {
  const [old, now] = [factsOf(evidence, rules.probes), factsOf(fresh, rules.probes)];
  const judged = judgeAll({ ...fresh, rubric: evidence.rubric }, rules.criteria, now);
  return { rules, old, now, judged, findings: diagnose(judged, rules.diagnoses, now) };
}

/** Each box once: a finding and its criteria often ask for the same. */
const eachOnce = (checks: readonly Check[]): Check[] => {
  const what = ({ command, text }: Check): string => command ?? text.en;
  return checks.filter((check, index) => checks.findIndex((other) => what(other) === what(check)) === index);
};

/** The boxes of a finding and of its criteria, ticked where they hold now. */
function boxesOf({ unblock, criteria }: Open, isClosed: boolean, { old, judged }: ThenAndNow): Check[] {
  const isKept = (id: string): boolean => judged.some((each) => each.criterion.id === id && holds(each));
  return eachOnce([
    ...unblock.map((check) => ({ ...check, holds: isClosed })),
    ...criteria.map((each) => ({ ...boxOf(each, old), holds: isKept(each.criterion.id) })),
  ]);
}

type Blocks = (finding: Pick<Finding, 'severity' | 'explains'>) => boolean;

/** What became of one finding. */
function verifiedOf(open: Open, seen: ThenAndNow, blocks: Blocks): VerifiedFinding {
  const { id, cause } = open;
  const base = { id, ...(cause === undefined ? {} : { cause }) };
  const again = seen.findings.find((finding) => finding.id === id);
  if (again) {
    const { title, severity, remedy } = again;
    const checks = boxesOf(open, false, seen);
    return { ...base, title, severity, standing: 'open', checks, remedy, blocks: blocks(again) };
  }
  const { title, severity } = open;
  const { standing, ...why } = standingOf(open, seen);
  return {
    ...{ ...base, title, severity, standing, ...why },
    ...{ checks: boxesOf(open, standing === 'closed', seen), remedy: [] },
    // What still fails is told by another finding, and blocks there.
    blocks: false,
  };
}

/** A finding that nothing here can tell: another ralph, with other rules, judged that review. */
const untold = ({
  id,
  title,
  severity,
}: {
  id: string;
  title: string;
  severity: Severity;
}): VerifiedFinding => ({
  ...{ id, title: same(title), severity, standing: 'unknown', checks: [], remedy: [], blocks: false },
  why: {
    en: 'this ralph does not tell it from the evidence of that review; review again',
    fr: 'ce ralph ne la tire pas des mesures de cette revue ; refaire une revue',
  },
});

const asNew = (
  { id, title, severity, cause, remedy, unblock }: Finding,
  blocks: boolean,
): VerifiedFinding => ({
  ...{ id, title, severity, standing: 'new', checks: unblock, remedy, blocks },
  ...(cause === undefined ? {} : { cause }),
});

/** Each criterion that was open, then and now. */
function criteriaOf(open: readonly Open[], { judged }: ThenAndNow): VerifiedCriterion[] {
  const then = new Map(open.flatMap(({ criteria }) => criteria).map((each) => [each.criterion.id, each]));
  return [...then.values()].map(({ criterion: { id, title }, verdict }) => {
    const now = judged.find(({ criterion }) => criterion.id === id);
    return {
      ...{ id, title, was: verdict, now: now?.verdict ?? 'not-applicable' },
      ...{ value: now?.value ?? null, comment: now?.comment ?? same('') },
    };
  });
}

/** Judges what a review left open by what was asked again. Pure: the same arguments give the same verification. */
export function verify(again: AskedAgain, rules: Rules): Verification {
  const { review, evidence, fresh, strict, lang } = again;
  const open = openOf(review, evidence, rules);
  const seen = seenAgain(again, rules);
  const failing = seen.judged.flatMap(({ verdict, criterion }) => (verdict === 'fail' ? [criterion.id] : []));
  const blocks: Blocks = ({ severity, explains }) =>
    severity === 'blocker' ||
    (strict && severity === 'warning' && explains.some((id) => failing.includes(id)));
  const isOpen = ({ id }: { readonly id: string }): boolean => open.some((each) => each.id === id);
  const findings = [
    ...open.map((each) => verifiedOf(each, seen, blocks)),
    ...[...review.blockers, ...review.warnings].filter((each) => !isOpen(each)).map(untold),
    ...seen.findings
      .filter((each) => each.severity !== 'note' && !isOpen(each))
      .map((each) => asNew(each, blocks(each))),
  ];
  const isUnclear =
    findings.some(
      ({ standing, severity }) =>
        standing === 'unknown' && (severity === 'blocker' || (strict && severity === 'warning')),
    ) || seen.judged.some(({ verdict, settings }) => verdict === 'errored' && settings.weight > 0);
  return {
    schema: 'ralph/verification@1',
    ralph: fresh.ralph,
    lang,
    cycle: review.cycle,
    target: { name: fresh.target.name, url: fresh.target.url },
    reviewedAt: review.reviewedAt,
    verifiedAt: fresh.observedAt,
    verdict: review.verdict,
    outcome: findings.some((each) => each.blocks) ? 'blocked' : isUnclear ? 'unclear' : 'clear',
    asked: Object.keys(fresh.observations),
    untouched: Object.keys(evidence.observations).filter((id) => !(id in fresh.observations)),
    findings,
    criteria: criteriaOf(open, seen),
  };
}
