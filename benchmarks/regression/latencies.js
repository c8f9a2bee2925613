// Latencies as stacks have them: near log-normal, each a little like the one before, now and then a straggler, at a level
// that wanders from cycle to cycle for no reason.
import { seededRandom } from '../../src/statistics/random.ts';

const MEDIAN_MS = 300;
const SIGMA = 0.35;
/** Of each to the one before it, as standard normal values. */
const AUTOCORRELATION = 0.3;
const STRAGGLERS = 0.03;
/** A straggler takes twice as long or longer: Pareto with exponent 2. */
const LEAST_FACTOR = 2;
/** Where the slower part of answers begins, and p95, as standard normal values. */
const [P80, P95] = [0.8416, 1.6449];

/** Standard normal numbers (Box and Muller, "A note on the generation of random normal deviates", 1958). */
function normals(random) {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * The stack of one metric. `series` gives n times in ms of a cycle that lies `offset` off its level (in logarithms) and has
 * changed by `shift`: `factor` times as long, or `tailFactor` times as long at p95, which the fifth before it grows into.
 */
export function simulatedStack(seed, wander) {
  const random = seededRandom(seed);
  const normal = normals(random);
  return {
    offset: () => wander * normal(),
    series(n, offset, { factor = 1, tailFactor = 1 } = {}) {
      let z = normal();
      return Array.from({ length: n }, (_, index) => {
        if (index > 0) z = AUTOCORRELATION * z + Math.sqrt(1 - AUTOCORRELATION ** 2) * normal();
        const slowness = Math.min(1, Math.max(0, (z - P80) / (P95 - P80)));
        const straggling = random() < STRAGGLERS ? LEAST_FACTOR / Math.sqrt(1 - random()) : 1;
        return MEDIAN_MS * Math.exp(SIGMA * z + offset) * factor * tailFactor ** slowness * straggling;
      });
    },
  };
}
