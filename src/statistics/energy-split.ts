/** Where a series is best cut in two, and how different the halves are. */
export interface Split {
  /** Index of the first value of the second half. */
  readonly at: number;
  /** Energy distance of the halves times mn / (m + n); 0 where they are alike. */
  readonly energy: number;
}

/** Count and sum of the values taken so far, by rank: Fenwick, "A new data structure for cumulative frequency tables" (1994). */
class Taken {
  readonly #counts: Float64Array;
  readonly #sums: Float64Array;
  #count = 0;
  #sum = 0;

  constructor(size: number) {
    this.#counts = new Float64Array(size + 1);
    this.#sums = new Float64Array(size + 1);
  }

  /** Sum of distances from a value to all that were taken before it, and takes it. */
  distancesAndTake(value: number, rank: number): number {
    let countBelow = 0;
    let sumBelow = 0;
    for (let at = rank; at > 0; at -= at & -at) {
      countBelow += this.#counts[at] ?? 0;
      sumBelow += this.#sums[at] ?? 0;
    }
    const distances =
      value * countBelow - sumBelow + (this.#sum - sumBelow) - value * (this.#count - countBelow);
    for (let at = rank; at < this.#counts.length; at += at & -at) {
      this.#counts[at] = (this.#counts[at] ?? 0) + 1;
      this.#sums[at] = (this.#sums[at] ?? 0) + value;
    }
    this.#count++;
    this.#sum += value;
    return distances;
  }
}

/** Values with what of them stays the same in any order: their ranks from 1, and the distances from each to all. */
export interface Ranked {
  readonly values: Float64Array;
  readonly ranks: Int32Array;
  readonly toAll: Float64Array;
}

/** Ranks the values of a series, which are finite. */
export function ranked(series: readonly number[]): Ranked {
  const order = series.map((_, index) => index).sort((a, b) => (series[a] ?? 0) - (series[b] ?? 0));
  // Only distances count; from the first value, those of a series without any are 0 to the last bit.
  const [origin = 0] = series;
  const values = Float64Array.from(series, (value) => value - origin);
  const ranks = new Int32Array(values.length);
  const toAll = new Float64Array(values.length);
  const total = values.reduce((sum, value) => sum + value, 0);
  let below = 0;
  order.forEach((index, rank) => {
    const value = values[index] ?? 0;
    ranks[index] = rank + 1;
    toAll[index] = value * rank - below + (total - below - value) - value * (values.length - rank - 1);
    below += value;
  });
  return { values, ranks, toAll };
}

/**
 * The cut with the greatest Q = mn / (m + n) · (2 E|X − Y| − E|X − X′| − E|Y − Y′|), halves of `least` values or more:
 * Matteson and James, "A nonparametric approach for multiple change point analysis of multivariate data", Journal of the
 * American Statistical Association 109 (2014), with α = 1. In n log n steps, the values taken in this `order` of indexes.
 */
export function bestSplit({ values, ranks, toAll }: Ranked, order: Int32Array, least: number): Split {
  const n = values.length;
  const taken = new Taken(n);
  let [left, between, right] = [0, 0, 0];
  for (const distances of toAll) right += distances / 2;
  let best: Split = { at: 0, energy: 0 };
  for (let at = 1; at <= n - least; at++) {
    const index = order[at - 1] ?? 0;
    const toLeft = taken.distancesAndTake(values[index] ?? 0, ranks[index] ?? 1);
    const toRight = (toAll[index] ?? 0) - toLeft;
    left += toLeft;
    right -= toRight;
    between += toRight - toLeft;
    if (at < least) continue;
    const rest = n - at;
    const within = (2 * left) / (at * Math.max(1, at - 1)) + (2 * right) / (rest * Math.max(1, rest - 1));
    const energy = ((at * rest) / n) * ((2 * between) / (at * rest) - within);
    if (energy > best.energy) best = { at, energy };
  }
  return best;
}
