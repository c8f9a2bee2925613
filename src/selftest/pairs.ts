import type { FaultCase } from './fault-case.ts';
import { type Trial, trialOf } from './world.ts';

const meet = (a: FaultCase, b: FaultCase): boolean =>
  a.organ !== b.organ && !a.hides?.includes(b.organ) && !b.hides?.includes(a.organ);

/** A linear congruential step (Numerical Recipes, ranqd1), so that the same pairs are taken everywhere. */
const next = (state: number): number => (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;

/** All pairs of faults that can both be seen at once. */
const allPairs = (cases: readonly FaultCase[]): readonly Trial[] =>
  cases.flatMap((a, index) =>
    cases
      .slice(index + 1)
      .filter((b) => meet(a, b))
      .map((b) => trialOf(a, b)),
  );

/** So many pairs, the same ones for the same catalogue; every fault is in one before any is in many. */
export function choosePairs(cases: readonly FaultCase[], count: number): readonly Trial[] {
  const left = [...allPairs(cases)];
  const used = new Map<string, number>();
  const uses = ({ cases: both }: Trial): number => both.reduce((sum, { id }) => sum + (used.get(id) ?? 0), 0);
  const chosen: Trial[] = [];
  for (let state = 1; chosen.length < count && left.length > 0; ) {
    const least = Math.min(...left.map(uses));
    const rarest = left.filter((trial) => uses(trial) === least);
    state = next(state);
    const trial = rarest[state % rarest.length];
    if (!trial) break;
    chosen.push(trial);
    left.splice(left.indexOf(trial), 1);
    for (const { id } of trial.cases) used.set(id, (used.get(id) ?? 0) + 1);
  }
  return chosen;
}
