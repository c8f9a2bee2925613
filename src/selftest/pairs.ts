import type { FaultCase } from './fault-case.ts';
import { canBeOne, type Trial, trialOf } from './world.ts';

/** Whether `a` takes from sight what `b` strikes, or strikes what it needs. */
const covers = (a: FaultCase, b: FaultCase): boolean =>
  a.organ === b.organ || [a.hides?.includes(b.organ), b.needs?.includes(a.organ)].includes(true);

const meet = (a: FaultCase, b: FaultCase): boolean =>
  !covers(a, b) && !covers(b, a) && canBeOne(a.world, b.world);

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

/**
 * So many pairs, or all there are; the same ones for the same catalogue. Two faults that were both in a pair already
 * meet only when every other one, that can be in a pair, was in as many.
 */
export function choosePairs(cases: readonly FaultCase[], count: number): readonly Trial[] {
  const left = [...allPairs(cases)];
  const used = new Map<string, number>();
  const rank = ({ cases: both }: Trial): number => {
    const uses = both.map(({ id }) => used.get(id) ?? 0);
    return Math.min(...uses) * (count + 1) + Math.max(...uses);
  };
  const chosen: Trial[] = [];
  for (let state = 1; chosen.length < count; ) {
    const ranks = left.map(rank);
    const least = Math.min(...ranks);
    const rarest = left.filter((_, index) => ranks[index] === least);
    state = next(state);
    // Its upper bits: the lowest of such a generator alternate.
    const trial = rarest[(state >>> 16) % rarest.length];
    if (!trial) break;
    chosen.push(trial);
    left.splice(left.indexOf(trial), 1);
    for (const { id } of trial.cases) used.set(id, (used.get(id) ?? 0) + 1);
  }
  return chosen;
}
