import { type CapacityBounds, capacitySearch } from '../statistics/capacity.ts';
import { type Measured, type Outcome, outcomeOf } from './result.ts';
import type { Scenario } from './scenario.ts';

/** One load of the search: so many users, and what it came to. */
export interface Level {
  readonly users: number;
  readonly outcome: Outcome;
  readonly measured: Measured;
}

/** The most simultaneous users that kept the objectives, and every load on the way. */
export interface CapacityFound {
  readonly passing: number;
  /** The fewest users that missed, twice; null: none did. */
  readonly failing: number | null;
  /** False where the search ended before the two were neighbours. */
  readonly settled: boolean;
  /** The most users at which the instrument's own delay tainted no time; null: it did at every level. */
  readonly trusted: number | null;
  /** The fewest users above those at which it did; null: at none. */
  readonly tainted: number | null;
  readonly levels: readonly Level[];
}

/** Up to how many users the instrument is to be trusted, as far as these levels tell. */
export function trustOf(levels: readonly Level[]): Pick<CapacityFound, 'trusted' | 'tainted'> {
  const isClean = ({ measured }: Level): boolean => measured.instrument.tainted.length === 0;
  const trusted = Math.max(...levels.filter(isClean).map(({ users }) => users));
  const tainted = Math.min(...levels.map(({ users }) => users).filter((users) => users > trusted));
  return {
    trusted: Number.isFinite(trusted) ? trusted : null,
    tainted: Number.isFinite(tainted) ? tainted : null,
  };
}

/** The scenario with so many users. */
export const withUsers = (scenario: Scenario, users: number): Scenario => ({
  ...scenario,
  load: { kind: 'closed', users, thinkMs: scenario.load.kind === 'closed' ? scenario.load.thinkMs : 0 },
});

/**
 * Loads the stack with more and fewer users until the edge is found. It ends early at a level of which too little
 * was seen, as it is when a person interrupts.
 */
export async function searchCapacity(
  bounds: CapacityBounds,
  run: (users: number) => Promise<Measured>,
  signal: AbortSignal,
): Promise<CapacityFound> {
  const search = capacitySearch(bounds);
  const levels: Level[] = [];
  let step = search.next();
  while (!step.done) {
    const users = step.value;
    const measured = await run(users);
    const outcome = signal.aborted ? 'inconclusive' : outcomeOf(measured);
    levels.push({ users, outcome, measured });
    if (outcome === 'inconclusive') break;
    step = search.next(outcome === 'kept');
  }
  if (step.done) {
    const { passing, failing, settled } = step.value;
    return { passing, failing, settled, ...trustOf(levels), levels };
  }
  const kept = levels.filter(({ outcome }) => outcome === 'kept').map(({ users }) => users);
  return { passing: Math.max(0, ...kept), failing: null, settled: false, ...trustOf(levels), levels };
}
