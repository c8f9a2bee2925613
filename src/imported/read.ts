import type { Contradiction, Field, ImportedFields, ReadDocument } from '../domain/imported.ts';
import { figures, spans } from './contradictions/figures.ts';
import { commits, numbers } from './contradictions/names.ts';
import { criteria, isOurs } from './contradictions/ours.ts';
import { percentages, ranges, scores, sums } from './contradictions/scores.ts';
import { blocked, counts, verdicts } from './contradictions/verdicts.ts';
import { type Document, documentOf } from './document.ts';
import { figuresOf } from './figures.ts';
import { commitOf } from './words/commit.ts';
import { reviewedAtOf } from './words/dated.ts';
import { blockersOf, progressOf, unknownOf } from './words/lists.ts';
import { scoreMaxOf, scorePercentOf, scorePointsOf } from './words/score.ts';
import { criteriaOf } from './words/score-table.ts';
import { kindOf, numberOf } from './words/title.ts';
import { statusOf, verdictOf } from './words/verdict.ts';

const fieldsOf = (document: Document): ImportedFields => ({
  kind: kindOf(document),
  number: numberOf(document),
  reviewed_at: reviewedAtOf(document),
  commit: commitOf(document),
  status: statusOf(document),
  verdict: verdictOf(document),
  score_pct: scorePercentOf(document),
  score_points: scorePointsOf(document),
  score_max: scoreMaxOf(document),
  blockers: blockersOf(document),
  progress: progressOf(document),
  criteria: criteriaOf(document),
  ...figuresOf(document),
});

/** Every pair of places that cannot both be right, in the order of the first of them. */
const contradictionsOf = (document: Document, fields: ImportedFields): readonly Contradiction[] =>
  [
    ...numbers(document),
    ...commits(document),
    ...verdicts(document),
    ...blocked(document),
    ...counts(document),
    ...scores(document),
    ...sums(document),
    ...percentages(document),
    ...ranges(document),
    ...criteria(document),
    // ralph's own sentences of a broken build are no second opinion of it: its figures come from one place.
    ...(isOurs(document) ? [] : [...figures(fields), ...spans(fields)]),
  ].sort((left, right) => (left.lines[0] ?? 0) - (right.lines[0] ?? 0));

/** Whether a document says anything that a review says. */
export const isReview = ({ fields }: ReadDocument): boolean =>
  [fields.kind, fields.reviewed_at, fields.commit, fields.status, fields.criteria].some(
    ({ value, candidates }) => value !== null || candidates.length > 0,
  );

/** Reads a review of any hand: what it says and where, and where it contradicts itself. Takes any text. */
export function readReview(text: string): ReadDocument {
  const document = documentOf(text);
  const fields = fieldsOf(document);
  const all = Object.entries<Field<unknown>>({ ...fields });
  return {
    fields,
    unknown: unknownOf(document),
    ambiguous: all.flatMap(([name, { candidates }]) => (candidates.length > 0 ? [name] : [])),
    contradictions: contradictionsOf(document, fields),
  };
}
