// One metric of one stack, cycle by cycle, judged by the rule and by what people do instead.
import { mean } from '../../src/statistics/quantile.ts';
import { claims, suspicions } from '../../src/statistics/regression/rule.ts';
import { sampleShape } from '../../src/statistics/sample-shape.ts';
import { simulatedStack } from './latencies.js';
import { rivals } from './rivals.js';

const measured = (samples) => ({ shape: sampleShape(samples), samples });
const signOf = (found) => found.map(({ direction }) => (direction === 'up' ? 1 : -1));

/** The claims for each size of family, the smallest last: what it does not claim, no larger one does. */
function claimedAmong(families, judge) {
  const alone = judge(families.at(-1));
  return families.map((metrics, family) =>
    signOf(family === families.length - 1 ? alone : alone.length === 0 ? [] : judge(metrics)),
  );
}

/**
 * Judges cycles `from` to `to` of a metric that changes by `shift(cycle)`; the second measurement, `longer` times as many
 * samples, is of the same cycle and shares its level. `families`: among how many metrics claims are made, each apart.
 */
export function trial({ seed, n, wander, from, to, shift = () => ({}), longer, tolerancePct, families }) {
  const stack = simulatedStack(seed, wander);
  const past = [];
  const judged = [];
  for (let cycle = 0; cycle < to; cycle++) {
    const offset = stack.offset();
    const now = stack.series(n, offset, shift(cycle));
    if (cycle >= from) {
      const limits = { tolerancePct, floor: 0, metrics: families[0] };
      const history = past.map(({ shape, samples }, age) => (age === 0 ? { shape, samples } : { shape }));
      const suspected = suspicions(history, measured(now), limits);
      const again = suspected.length > 0 && measured(stack.series(longer * n, offset, shift(cycle)));
      judged.push({
        suspected: suspected.length > 0,
        alarms: signOf(suspected.filter(({ isAlarm }) => isAlarm)),
        claims: again
          ? claimedAmong(families, (metrics) => claims(history, measured(now), again, { ...limits, metrics }))
          : families.map(() => []),
        rivals: Object.values(rivals).map((rival) => rival(past, now)),
      });
    }
    past.unshift({ ...measured(now), mean: mean(now) });
  }
  return { judged, levels: past.map(({ shape }) => shape.level).reverse() };
}
