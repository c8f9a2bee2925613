import type { FailOn } from '../config/loaded-config.ts';
import type { Review } from '../domain/review.ts';

/** What the exit code of the process says. */
export const EXIT = {
  passed: 0,
  failed: 1,
  usage: 2,
  inconclusive: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const closes: Record<FailOn, (review: Review) => boolean> = {
  blocked: ({ verdict }) => verdict === 'blocked',
  attention: ({ verdict }) => verdict === 'blocked' || verdict === 'attention',
  regression: ({ verdict, changes }) => verdict === 'blocked' || changes.some(({ kind }) => kind === 'worse'),
  never: () => false,
};

/** Whether its figures compare with those of an earlier review. */
export const isCompared = ({ baseline }: Review): boolean =>
  baseline !== null && baseline.differences.length === 0;

/**
 * Whether the gate is open; a review that claims nothing neither passes nor fails, nor does one without a baseline that its
 * figures compare with, where one is required.
 */
export function gate(review: Review, failOn: FailOn, requireBaseline = false): ExitCode {
  if (failOn !== 'never' && review.verdict === 'inconclusive') return EXIT.inconclusive;
  if (closes[failOn](review)) return EXIT.failed;
  return requireBaseline && !isCompared(review) ? EXIT.inconclusive : EXIT.passed;
}
