import { oneLine } from '../../domain/printable.ts';
import type { ReviewFinding } from '../../domain/review.ts';
import { firstChars } from '../../domain/secrets/excerpt.ts';
import type { Notice } from './notice.ts';

const MOST_FINDINGS = 50;
const MOST_CHARS = 300;

const line = (text: string): string => firstChars(oneLine(text), MOST_CHARS);

const named = (findings: readonly ReviewFinding[]) =>
  findings.slice(0, MOST_FINDINGS).map(({ id, title }) => ({ id, title: line(title) }));

/** A notice for a program: what changed and what stands, without the evidence. */
export function plain({ review, before, page }: Notice) {
  const { target, cycle, reviewedAt, commit, verdict, status, score, changes, ralph } = review;
  return {
    schema: 'ralph/notice@1',
    ...{ ralph, target: line(target.name), cycle, reviewedAt, commit: commit === null ? null : line(commit) },
    ...{ verdict, before, changed: verdict !== before, status: line(status), score, page },
    blockers: named(review.blockers),
    warnings: named(review.warnings),
    regressions: changes.flatMap(({ kind, metric }) => (kind === 'worse' ? [metric] : [])),
  };
}
