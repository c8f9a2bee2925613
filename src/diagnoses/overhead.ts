import { allOf, answered, type Sample } from '../domain/sample.ts';
import type { Facts } from '../probes/facts.ts';

/** A request that asks for nothing costs a few ms. */
export const LEAST_MS = 100;
/** A ping over the open socket goes the same way: the network is not what takes the time. */
const LEAST_FACTOR = 4;
/** What every request costs, each request takes; half of it, where a machine has its moments. */
const LEAST_SHARE = 0.5;
/** Two that wait for each other take twice as long; two that do not, as long as one. */
const TOGETHER_FACTOR = 1.6;

const askedOf = (facts: Facts): Sample<unknown>[] => {
  const [llm, tts] = [facts.observed('llm'), facts.observed('tts')];
  return [...(llm ? allOf<unknown>(llm.unique) : []), ...(tts ? allOf<unknown>(tts) : [])];
};

/** What any request costs, by the two routes that do next to nothing; undefined where that is little, or the network’s. */
export function overheadOf(facts: Facts) {
  const healthMs = facts.number('backend.health_ms');
  const rootMs = facts.observed('backend')?.identityMs;
  const pingMs = facts.number('websocket.rtt_ms');
  if (healthMs === undefined || rootMs === undefined || pingMs === undefined) return undefined;
  const atOnceMs = facts.observed('backend')?.atOnceMs ?? [];
  const leastMs = Math.min(healthMs, rootMs, ...atOnceMs);
  // What one request did not cost, not every request costs: a machine had its moment then.
  if (answered(askedOf(facts)).some(({ wallMs }) => wallMs < LEAST_SHARE * leastMs)) return undefined;
  return leastMs >= LEAST_MS && leastMs >= LEAST_FACTOR * pingMs
    ? { leastMs, healthMs, rootMs, pingMs }
    : undefined;
}

/** The same, where two requests at once waited for each other: one thread serves everybody. */
export function blockedBy(facts: Facts) {
  const overhead = overheadOf(facts);
  const atOnceMs = facts.observed('backend')?.atOnceMs;
  if (!overhead || !atOnceMs) return undefined;
  return Math.max(...atOnceMs) >= TOGETHER_FACTOR * overhead.leastMs ? { ...overhead, atOnceMs } : undefined;
}
