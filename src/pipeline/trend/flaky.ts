import type { Criterion } from '../../domain/criterion.ts';
import { PASS_POINTS } from '../../domain/points.ts';
import type { CycleRecord } from '../../domain/record.ts';
import { same } from '../../domain/text.ts';
import type { Flaky } from '../../domain/trend.ts';
import { differences } from '../fingerprint.ts';
import { milestoneOf } from '../window/milestone.ts';

/** A criterion is flaky when so many flips have no cause that is known of; one may be a fault that came with no commit. */
export const UNEXPLAINED_FLIPS = 2;
/** Or when it flips so often in the window, whatever changed. */
export const MANY_FLIPS = 4;

interface Judged {
  readonly record: CycleRecord;
  readonly passes: boolean;
}

const judgedBy = (id: string, records: readonly CycleRecord[]): Judged[] =>
  records.flatMap((record) => {
    const points = record.criteria.find((each) => each.id === id)?.points ?? null;
    return points === null ? [] : [{ record, passes: points >= PASS_POINTS }];
  });

const isUnchanged = (before: CycleRecord, now: CycleRecord): boolean =>
  before.commit !== null &&
  before.commit === now.commit &&
  differences(before.testbed, now.testbed).length === 0;

/**
 * The criteria that pass and fail by turns: {@link UNEXPLAINED_FLIPS} flips or more between cycles in a row with the same
 * known commit and the same testbed, or {@link MANY_FLIPS} or more in all. Of cycles in which it was not judged nothing
 * is said. The flakiest first.
 */
export function flakyOf(
  records: readonly CycleRecord[],
  criteria: readonly Pick<Criterion, 'id' | 'title'>[],
): Flaky[] {
  const ids = [...new Set(records.flatMap((record) => record.criteria.map(({ id }) => id)))];
  return ids
    .flatMap((id): Flaky[] => {
      const judged = judgedBy(id, records);
      const flips = judged.flatMap(({ record, passes }, index) => {
        const before = judged[index - 1];
        return before && before.passes !== passes
          ? [{ record, isUnexplained: isUnchanged(before.record, record) }]
          : [];
      });
      const unexplained = flips.filter(({ isUnexplained }) => isUnexplained).length;
      const last = flips.at(-1);
      if (!last || (unexplained < UNEXPLAINED_FLIPS && flips.length < MANY_FLIPS)) return [];
      const title = criteria.find((each) => each.id === id)?.title ?? same(id);
      const counts = { flips: flips.length, unexplained, judged: judged.length };
      return [{ id, title, ...counts, last: milestoneOf(last.record) }];
    })
    .sort((a, b) => b.unexplained - a.unexplained || b.flips - a.flips);
}
