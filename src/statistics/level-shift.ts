import { changePoints } from './change-points.ts';
import { normalExceededWith, normalScore } from './normal.ts';
import { mean } from './quantile.ts';

/** Fewest values between two change points. */
const LEAST_STRETCH = 3;

/** Two levels of a series, one up to the window or into it, the other up to the series' end. */
export interface LevelShift {
  readonly before: number;
  readonly now: number;
  /** How many values are behind each. */
  readonly counts: { readonly before: number; readonly now: number };
  /** Index of the first value of the level now, in the window. */
  readonly at: number;
  /** How far apart they are, as a standard normal value; above zero upwards. Null: too few values to say. */
  readonly z: number | null;
}

const squares = (values: readonly number[], around: number): number =>
  values.reduce((sum, value) => sum + (value - around) ** 2, 0);

/** Student's t of two means with the spread of both sides pooled, as a standard normal value; null without a degree of freedom. */
function scoreOf(before: readonly number[], now: readonly number[], leastSpread: number): number | null {
  const degrees = before.length + now.length - 2;
  const [was, is] = [mean(before), mean(now)];
  if (degrees < 1 || was === undefined || is === undefined) return null;
  const spread = Math.sqrt((squares(before, was) + squares(now, is)) / degrees);
  const error = Math.max(leastSpread, spread) * Math.sqrt(1 / before.length + 1 / now.length);
  return normalScore((is - was) / error, degrees);
}

function shiftAt(
  before: readonly number[],
  now: readonly number[],
  at: number,
  leastSpread: number,
): LevelShift {
  return {
    before: mean(before) ?? Number.NaN,
    now: mean(now) ?? Number.NaN,
    counts: { before: before.length, now: now.length },
    at,
    z: scoreOf(before, now, leastSpread),
  };
}

const size = ({ z }: LevelShift): number => Math.abs(z ?? 0);

/**
 * The level at the end of a window beside the level before it, of values oldest first, both not empty. Change points
 * (E-divisive) tell the stretches of one level apart: the last before the window is what it is compared with, the last in
 * the window is what is compared. Where the window has none, which in a short history nothing has, it is cut where both
 * sides differ most. `leastSpread`: no series is taken to be steadier.
 */
export function levelShift(
  before: readonly number[],
  window: readonly number[],
  leastSpread: number,
): LevelShift {
  const cuts = changePoints([...before, ...window], { least: LEAST_STRETCH }).map(({ at }) => at);
  const earlier = cuts.filter((at) => at < before.length);
  const edge = earlier.at(-1) ?? 0;
  // So close to the window a cut is that of the window, a little off.
  const isOurs = edge > 0 && before.length - edge < LEAST_STRETCH;
  const level = isOurs ? before.slice(earlier.at(-2) ?? 0, edge) : before.slice(edge);
  const inside = cuts.findLast((at) => at >= before.length);
  // A stretch in the middle that is like nothing on either side hides from the whole: the window is looked at alone, too.
  const at = inside === undefined ? changePoints(window).at(-1)?.at : inside - before.length;
  if (at !== undefined) return shiftAt(level, window.slice(at), at, leastSpread);
  if (isOurs) return shiftAt(level, window, 0, leastSpread);
  const shifts = window.map((_, cut) =>
    shiftAt([...level, ...window.slice(0, cut)], window.slice(cut), cut, leastSpread),
  );
  return shifts.reduce((most, each) => (size(each) > size(most) ? each : most));
}

/** Chance alone claims anything at all in this share of windows. */
const FALSE_CLAIMS = 0.01;

/** How far apart two levels must be: Bonferroni over metrics, places where a window can be cut, and both directions. */
export const shiftZ = (metrics: number, cycles: number): number =>
  normalExceededWith(FALSE_CLAIMS / (2 * Math.max(1, metrics) * Math.max(1, cycles)));
