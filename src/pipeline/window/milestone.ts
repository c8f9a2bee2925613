import type { CycleRecord } from '../../domain/record.ts';
import type { Milestone, WindowCycle } from '../../domain/window.ts';

/** Where a cycle is in the history. */
export const milestoneOf = ({ cycle, reviewedAt, commit }: CycleRecord): Milestone => ({
  cycle,
  reviewedAt,
  commit,
});

/** One cycle of a window. */
export const windowCycleOf = (record: CycleRecord): WindowCycle => ({
  ...milestoneOf(record),
  file: record.file,
  origin: record.origin,
  verdict: record.verdict,
  score: record.score,
  blockers: record.blockers.map(({ id }) => id),
});
