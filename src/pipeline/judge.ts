import type { Criterion } from '../domain/criterion.ts';
import type { Evidence } from '../domain/evidence.ts';
import { FULL_POINTS, PASS_POINTS } from '../domain/points.ts';
import type { CriterionVerdict, Verdict } from '../domain/review.ts';
import type { CriterionSettings } from '../domain/rubric.ts';
import type { Text } from '../domain/text.ts';
import { told } from '../domain/told.ts';
import type { LooseFacts } from './facts.ts';

/** One criterion with what it said of the evidence. */
export interface Judged {
  readonly criterion: Criterion;
  readonly settings: CriterionSettings;
  readonly verdict: CriterionVerdict;
  /** Null where it does not apply or could not be judged. */
  readonly points: number | null;
  readonly value: Text | null;
  readonly comment: Text;
  /** In the criterion's unit; 0 where it has none. */
  readonly objective: number;
}

function verdictOf(points: number): CriterionVerdict {
  if (points >= FULL_POINTS) return 'pass';
  return points >= PASS_POINTS ? 'warn' : 'fail';
}

function judgeOne(criterion: Criterion, settings: CriterionSettings, facts: LooseFacts): Judged {
  const objective = settings.objective ?? criterion.objective?.value ?? 0;
  const base = { criterion, settings, objective, points: null, value: null };
  const observation = facts.observation(criterion.probe);
  if (!observation) {
    return {
      ...base,
      verdict: 'not-applicable',
      comment: { en: 'not part of this run', fr: 'hors de ce passage' },
    };
  }
  if (observation.kind === 'unavailable') {
    return { ...base, verdict: 'not-applicable', comment: told(observation.reason) };
  }
  if (observation.kind === 'errored')
    return { ...base, verdict: 'errored', comment: told(observation.message) };
  const ruling = criterion.judge(facts, objective);
  if ('notApplicable' in ruling) return { ...base, verdict: 'not-applicable', comment: ruling.notApplicable };
  return { ...base, ...ruling, verdict: verdictOf(ruling.points) };
}

/** Judges every criterion of the rubric, in its order. Throws on an id that no criterion has. */
export function judgeAll(evidence: Evidence, criteria: readonly Criterion[], facts: LooseFacts): Judged[] {
  return Object.entries(evidence.rubric.criteria).map(([id, settings]) => {
    const criterion = criteria.find((known) => known.id === id);
    if (!criterion) {
      const known = criteria.map((each) => each.id).join(', ');
      throw new RangeError(
        `the evidence asks for the criterion "${id}", which this ralph does not have; it has ${known}`,
      );
    }
    return judgeOne(criterion, settings, facts);
  });
}

/** The verdict of the whole: it does not come from the percentage, so one dead component never averages out. */
export function overall(judged: readonly Judged[]): Verdict {
  const scored = judged.filter(({ settings }) => settings.weight > 0);
  if (scored.some(({ verdict }) => verdict === 'errored')) return 'inconclusive';
  if (scored.every(({ points }) => points === null)) return 'inconclusive';
  if (judged.some(({ points, settings }) => points === 0 && settings.blocking)) return 'blocked';
  return judged.some(({ verdict }) => verdict === 'fail') ? 'attention' : 'ok';
}
