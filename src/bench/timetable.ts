import { type Arrivals, evenArrivals, poissonArrivals } from '../statistics/arrivals.ts';
import type { Load, Scenario } from './scenario.ts';

type OpenLoad = Exclude<Load, { kind: 'closed' }>;

/** Intended times of arrival in ms, first the warm-up at the rate with which the measured time begins. */
export function* timetable(
  load: OpenLoad,
  { warmUpMs, durationMs, seed }: Pick<Scenario, 'warmUpMs' | 'durationMs' | 'seed'>,
): Generator<number, void, void> {
  const [fromPerSecond, toPerSecond] =
    load.kind === 'open' ? [load.perSecond, load.perSecond] : [load.fromPerSecond, load.toPerSecond];
  const arrivals = (plan: Arrivals, salt: number) =>
    load.arrivals === 'constant' ? evenArrivals(plan) : poissonArrivals(plan, seed + salt);
  if (warmUpMs > 0) yield* arrivals({ fromPerSecond, toPerSecond: fromPerSecond, forMs: warmUpMs }, 1);
  for (const dueMs of arrivals({ fromPerSecond, toPerSecond, forMs: durationMs }, 0)) yield warmUpMs + dueMs;
}
