import type { FailOn } from '../../config/loaded-config.ts';
import type { FleetReview } from '../../domain/fleet.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';

const closes: Record<FailOn, (review: FleetReview) => boolean> = {
  blocked: ({ verdict }) => verdict === 'blocked',
  attention: ({ verdict }) => verdict === 'blocked' || verdict === 'attention',
  regression: ({ verdict, stacks }) =>
    verdict === 'blocked' || stacks.some(({ regressions }) => regressions.length > 0),
  never: () => false,
};

/** Whether the gate of a fleet is open; one of which nothing is claimed neither passes nor fails. */
export function fleetGate(review: FleetReview, failOn: FailOn): ExitCode {
  if (failOn !== 'never' && review.verdict === 'inconclusive') return EXIT.inconclusive;
  return closes[failOn](review) ? EXIT.failed : EXIT.passed;
}
