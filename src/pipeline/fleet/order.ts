import type { FleetOutcome, FleetStack } from '../../domain/fleet.ts';
import type { Verdict } from '../../domain/review.ts';

/** One stack that is certainly down decides over one of which nothing is known. */
const VERDICTS: readonly Verdict[] = ['blocked', 'inconclusive', 'attention', 'ok'];

const OUTCOMES: readonly FleetOutcome[] = ['untrusted', 'silent', 'broken', 'refused', 'reviewed'];

/** How bad a stack is, the weightiest reason first; less is worse. */
const badness = (stack: FleetStack): readonly number[] => [
  VERDICTS.indexOf(stack.verdict),
  OUTCOMES.indexOf(stack.outcome),
  stack.score?.percent ?? -1,
  -stack.blockers.length,
  -stack.warnings.length,
  -stack.regressions.length,
  -stack.outliers.length,
  -stack.leftOut.length,
];

const byName = (a: FleetStack, b: FleetStack): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Stacks worst first: by verdict, those without a review before the others, by score, by what is wrong, by name. */
export const worstFirst = (stacks: readonly FleetStack[]): FleetStack[] =>
  stacks
    .map((stack) => ({ stack, keys: badness(stack) }))
    .sort((a, b) => {
      const differs = a.keys.findIndex((key, index) => key !== b.keys[index]);
      return differs < 0
        ? byName(a.stack, b.stack)
        : (a.keys[differs] as number) - (b.keys[differs] as number);
    })
    .map(({ stack }) => stack);

/** The worst verdict of all; a fleet in which nothing was judged claims nothing. */
export const verdictOf = (stacks: readonly Pick<FleetStack, 'verdict'>[]): Verdict =>
  VERDICTS.find((verdict) => stacks.some((stack) => stack.verdict === verdict)) ?? 'inconclusive';
