/** Between which levels a stack stops keeping its objectives. */
export interface Capacity {
  /** The highest level that held; 0: none did. */
  readonly passing: number;
  /** The lowest level that failed, twice; null: none did. */
  readonly failing: number | null;
  readonly runs: number;
  /** Whether nothing is left to try: the levels are neighbours, or the highest one held. */
  readonly settled: boolean;
}

/** Where a search has to stop: the highest level, and the most runs, second tries among them. */
export interface CapacityBounds {
  readonly max: number;
  readonly maxRuns: number;
  /** The level to begin with, where it is known that lower ones say little; 1 else. */
  readonly from?: number;
}

/**
 * Searches for the highest whole level from 1 to `max` that keeps the objectives, by doubling, then by bisection
 * (Bentley and Yao, "An almost optimal algorithm for unbounded searching", Information Processing Letters 5, 1976):
 * at most 2·⌊log₂ capacity⌋ + 2 levels. Each value is a level to run; `next` takes whether it held. A level that
 * fails is run once more before it counts. Of a stack that holds 8 but not 4 only one such edge is found.
 */
export function* capacitySearch({
  max,
  maxRuns,
  from = 1,
}: CapacityBounds): Generator<number, Capacity, boolean> {
  let passing = 0;
  let failing: number | null = null;
  let runs = 0;
  let tries = 0;
  const settled = () => passing >= max || failing === passing + 1;
  while (!settled() && runs < maxRuns) {
    const level: number =
      failing === null ? Math.min(max, Math.max(from, 2 * passing)) : Math.floor((passing + failing) / 2);
    const held = yield level;
    runs++;
    tries = held ? 0 : (tries + 1) % 2;
    if (held) passing = level;
    else if (tries === 0) failing = level;
  }
  return { passing, failing, runs, settled: settled() };
}
