import type { Step } from '../../domain/trend.ts';
import { changePoints } from '../../statistics/change-points.ts';

/** What of a metric decides whether a step is one. */
export interface Scale {
  readonly better: 'lower' | 'higher' | 'neither';
  /** A smaller step is none. */
  readonly floor: number;
}

/** A value that there is, with the index of its cycle. */
interface Known {
  readonly index: number;
  readonly value: number;
}

/** A step before it is known which cycle it is of. */
export type StepAt = Omit<Step, 'at'> & { readonly index: number };

/** A chance of one in a hundred for each metric and testbed, of a step where there is none. */
const SIGNIFICANCE = 0.01;
/** As few as tell that chance surely, because a dozen series of hundreds of cycles are drawn while somebody waits. */
const PERMUTATIONS = 99;

const knownOf = (values: readonly (number | null)[], kin: readonly number[]): Known[] =>
  kin.flatMap((index) => {
    const value = values[index] ?? null;
    return value === null ? [] : [{ index, value }];
  });

const kindOf = (delta: number, better: Scale['better']): Step['kind'] =>
  better === 'neither' ? 'neither' : delta > 0 === (better === 'higher') ? 'better' : 'worse';

/** Where the level of a figure moved, within each kin of cycles. */
export const levelSteps = (
  values: readonly (number | null)[],
  kins: readonly (readonly number[])[],
  { better, floor }: Scale,
): StepAt[] =>
  kins
    .flatMap((kin) => {
      const known = knownOf(values, kin);
      const found = changePoints(
        known.map(({ value }) => value),
        { significance: SIGNIFICANCE, permutations: PERMUTATIONS },
      );
      return found.flatMap(({ at, before, after }): StepAt[] => {
        const delta = after - before;
        const first = known[at];
        if (!first || Math.abs(delta) <= floor) return [];
        const deltaPct = before === 0 ? null : (100 * delta) / Math.abs(before);
        return [{ index: first.index, before, after, deltaPct, kind: kindOf(delta, better) }];
      });
    })
    .sort((a, b) => a.index - b.index);

/** Where a state became another, within each kin of cycles; `states` are their names, best first. */
export const stateSteps = (
  values: readonly (number | null)[],
  kins: readonly (readonly number[])[],
  states: readonly string[],
): StepAt[] =>
  kins
    .flatMap((kin) => {
      const known = knownOf(values, kin);
      return known.flatMap(({ index, value }, place): StepAt[] => {
        const was = known[place - 1]?.value ?? value;
        if (was === value) return [];
        const [before, after] = [states[was] ?? '', states[value] ?? ''];
        return [{ index, before, after, deltaPct: null, kind: kindOf(value - was, 'lower') }];
      });
    })
    .sort((a, b) => a.index - b.index);
