import { bestSplit, ranked } from './energy-split.ts';
import { mean } from './quantile.ts';
import { seededRandom } from './random.ts';

/** Where the level of a series moved for good. */
export interface ChangePoint {
  /** Index of the first value of the new level. */
  readonly at: number;
  /** Mean from the change point before to this one, and from here to the next. */
  readonly before: number;
  readonly after: number;
  /** Share of shuffled series that have as good a cut. */
  readonly p: number;
}

export interface ChangePointOptions {
  /** A cut that chance makes more often is none. */
  readonly significance?: number;
  readonly permutations?: number;
  /** Fewest values between two change points. */
  readonly least?: number;
  readonly seed?: number;
}

const ROUNDING = 1e-9;

function shuffle(order: Int32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const held = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = held;
  }
}

/**
 * Change points of a series of finite values, oldest first: the divisive procedure of Matteson and James (2014), as Hunter
 * uses it (Fleming and others, "Hunter: using change point detection to hunt for performance regressions", ICPE 2023), with
 * the permutation test of the former. Each stretch is cut where both sides differ most, and the cut stands when shuffled
 * values rarely do as well; then each side is searched. The same for the same seed.
 */
export function changePoints(
  values: readonly number[],
  { significance = 0.01, permutations = 999, least = 3, seed = 1 }: ChangePointOptions = {},
): ChangePoint[] {
  const random = seededRandom(seed);
  const most = Math.floor(significance * (permutations + 1));
  const cuts: { at: number; p: number }[] = [];
  const search = (from: number, to: number): void => {
    if (to - from < 2 * least) return;
    const stretch = ranked(values.slice(from, to));
    const order = Int32Array.from(stretch.values.keys());
    const { at, energy } = bestSplit(stretch, order, least);
    if (at === 0) return;
    // The same cut in another order is as good, whatever was lost in rounding.
    const good = energy * (1 - ROUNDING);
    let asGood = 1;
    for (let round = 0; round < permutations && asGood <= most; round++) {
      shuffle(order, random);
      if (bestSplit(stretch, order, least).energy >= good) asGood++;
    }
    if (asGood > most) return;
    search(from, from + at);
    cuts.push({ at: from + at, p: asGood / (permutations + 1) });
    search(from + at, to);
  };
  search(0, values.length);
  const ends = [0, ...cuts.map(({ at }) => at), values.length];
  const level = (stretch: number) => mean(values.slice(ends[stretch], ends[stretch + 1])) ?? Number.NaN;
  return cuts.map(({ at, p }, index) => ({ at, before: level(index), after: level(index + 1), p }));
}
