/** What a criterion gives at best. */
export const FULL_POINTS = 10;

/** Below this a criterion has failed its reader, whatever the sum says. */
export const PASS_POINTS = 6;

/** What running on something that has vanished costs. */
const DRIFT_POINTS = 2;

const keep = (points: number): number => Math.max(0, Math.min(FULL_POINTS, points));

/**
 * Ten at or under the objective; beyond it five points a doubling, rounded down, and never above nine:
 * `max(0, floor(10 − 5·log2(v / objective)))`.
 */
export function latencyPoints(ms: number, objectiveMs: number): number {
  if (ms <= objectiveMs) return FULL_POINTS;
  return Math.min(FULL_POINTS - 1, keep(Math.floor(FULL_POINTS - 5 * Math.log2(ms / objectiveMs))));
}

/** `points` less what drift costs. */
export const afterDrift = (points: number, drifted: boolean): number =>
  keep(points - (drifted ? DRIFT_POINTS : 0));
