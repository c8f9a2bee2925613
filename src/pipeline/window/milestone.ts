import type { CycleRecord } from '../../domain/record.ts';
import type { Milestone } from '../../domain/window.ts';

/** Where a cycle is in the history. */
export const milestoneOf = ({ cycle, reviewedAt, commit }: CycleRecord): Milestone => ({
  cycle,
  reviewedAt,
  commit,
});
