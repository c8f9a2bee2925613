const CYCLE_MS = 30 * 60_000;
const BEGINS_MS = Date.UTC(2025, 0, 1);
const CYCLES_A_COMMIT = 6;

/** Between 0 and 1, the same for the same numbers (Mulberry32, public domain). */
function noise(cycle, salt) {
  let state = (Math.imul(cycle, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b)) | 0;
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

/** The level of a time, which moves by a quarter every 97 cycles, and the wander of one cycle. */
const factor = (cycle, salt) =>
  (Math.floor(cycle / 97) % 2 === 0 ? 1 : 1.25) * (0.9 + 0.2 * noise(cycle, salt));

/** Every number below a key that ends in `Ms`, moved as the cycle has it. */
function moved(value, by, isTime = false) {
  if (typeof value === 'number') return isTime ? Math.round(value * by * 10) / 10 : value;
  if (Array.isArray(value)) return value.map((each) => moved(each, by, isTime));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, moved(each, by, isTime || /Ms$|^warm$/.test(key))]),
  );
}

const COMMIT_CHARS = 7;
const commitOf = (cycle) =>
  (0x1000000 + Math.floor(cycle / CYCLES_A_COMMIT) * 7919)
    .toString(16)
    .padStart(COMMIT_CHARS, '0')
    .slice(-COMMIT_CHARS);

/** A review as it is kept, made into that of a cycle: times wander and move, blockers come and go, commits follow. */
export function syntheticReview({ review, evidence }, cycle) {
  const at = new Date(BEGINS_MS + cycle * CYCLE_MS).toISOString();
  const commit = commitOf(cycle);
  const isBlocked = cycle % 50 < 8;
  const observations = Object.fromEntries(
    Object.entries(evidence.observations).map(([id, each], salt) => [
      id,
      id === 'environment'
        ? { ...each, readings: { ...each.readings, commit } }
        : { ...each, readings: moved(each.readings, factor(cycle, salt)) },
    ]),
  );
  return {
    review: {
      ...review,
      ...{ cycle, reviewedAt: at, commit },
      verdict: isBlocked ? 'blocked' : 'attention',
      blockers: isBlocked ? review.blockers : [],
      criteria: review.criteria.map((each, salt) =>
        each.points === null ? each : { ...each, points: noise(cycle, 100 + salt) < 0.002 ? 0 : each.points },
      ),
    },
    evidence: { ...evidence, observedAt: at, observations },
  };
}
