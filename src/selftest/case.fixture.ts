import type { Review } from '../domain/review.ts';
import type { FaultCase } from './fault-case.ts';
import type { Outcome, Reviewed } from './outcome.ts';
import { failedOutcome, outcomeOf } from './outcome.ts';
import { type Trial, trialOf } from './world.ts';

/** A case of the chat that has to be called canned. */
export const caseOf = (id: string, differs: Partial<FaultCase> = {}): FaultCase => ({
  id,
  about: `${id} is wrong`,
  organ: 'chat',
  world: {},
  finding: 'canned-answer',
  ...differs,
});

/** "b < a": b follows from a. */
const findings = (told: readonly string[]) =>
  told.map((each) => {
    const [id, cause] = each.split(' < ');
    return { id, ...(cause === undefined ? {} : { cause }) } as Review['blockers'][number];
  });

/** A review that raises these. */
export const raising = (
  { blockers = [], warnings = [], notes = [] }: Partial<Record<'blockers' | 'warnings' | 'notes', string[]>>,
  differs: Partial<Reviewed> = {},
): Reviewed => ({
  blockers: findings(blockers),
  warnings: findings(warnings),
  notes: findings(notes),
  probes: [],
  verdict: 'blocked',
  score: { points: 62.5, max: 100, percent: 62.5 },
  ...differs,
});

/** An outcome of a case, caught unless said otherwise. */
export const caught = (id: string, review: Reviewed = raising({ blockers: ['canned-answer'] })): Outcome =>
  outcomeOf(trialOf(caseOf(id)), review, 11_400);

/** A cycle that raises just what each trial wants. */
export const perfect = async (trial: Trial): Promise<Outcome> =>
  outcomeOf(trial, raising({ blockers: trial.cases.flatMap(({ finding }) => finding ?? []) }), 1_000);

export const noReview = (id: string, why: string): Outcome => failedOutcome(trialOf(caseOf(id)), why, 500);
