import { exponential, seededRandom } from './random.ts';

/**
 * An open loop: arrivals that wait for no answer, at a rate that goes in a straight line from one value to the
 * other. A constant rate has both the same. Latency counts from the intended time, so that a stall is not hidden.
 */
export interface Arrivals {
  readonly fromPerSecond: number;
  readonly toPerSecond: number;
  readonly forMs: number;
}

/** The area under the rate: how many arrivals are due in all. */
export const expectedArrivals = ({ fromPerSecond, toPerSecond, forMs }: Arrivals): number =>
  ((fromPerSecond + toPerSecond) * forMs) / 2000;

/**
 * When `due` arrivals are due, in ms: the root of a·t + (b − a)·t² / 2T = due, in the form that is exact for a
 * constant rate and loses nothing for one that falls.
 */
function timeOf({ fromPerSecond, toPerSecond, forMs }: Arrivals, due: number): number {
  if (due === 0) return 0;
  const slope = (toPerSecond - fromPerSecond) / (forMs / 1000);
  const root = Math.sqrt(Math.max(0, fromPerSecond ** 2 + 2 * slope * due));
  return (2000 * due) / (fromPerSecond + root);
}

/** Intended send times in ms, the first at 0, evenly spaced for a constant rate: ⌈expected⌉ of them. */
export function* evenArrivals(arrivals: Arrivals): Generator<number, void, void> {
  const expected = expectedArrivals(arrivals);
  for (let due = 0; due < expected; due++) yield timeOf(arrivals, due);
}

/**
 * Intended send times in ms of a Poisson process: arrivals of rate 1 carried to where the rate's integral reaches
 * them (Çinlar, "Introduction to Stochastic Processes", 1975, chapter 4). As many as chance makes; the same for
 * the same seed.
 */
export function* poissonArrivals(arrivals: Arrivals, seed: number): Generator<number, void, void> {
  const expected = expectedArrivals(arrivals);
  const random = seededRandom(seed);
  for (let due = exponential(random); due < expected; due += exponential(random)) {
    yield timeOf(arrivals, due);
  }
}

/** A closed loop: each user waits for an answer, thinks, and asks again. */
export interface Users {
  readonly users: number;
  readonly thinkMs: number;
  readonly forMs: number;
  /** Over how long the users come; one think time where it is not said. */
  readonly spreadMs?: number;
}

/**
 * The send times in ms of one user of a closed loop: hand the end of each answer to `next`. Users (from 0) start
 * spread, so that they do not ask in step.
 */
export function* userArrivals(
  { users, thinkMs, forMs, spreadMs = thinkMs }: Users,
  user: number,
): Generator<number, void, number> {
  let sendMs = (user * spreadMs) / users;
  while (sendMs < forMs) sendMs = (yield sendMs) + thinkMs;
}
