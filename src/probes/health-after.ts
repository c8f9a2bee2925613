import { defineProbe } from '../domain/probe.ts';
import type { Health, ServiceHealth } from '../domain/service-health.ts';
import { askHealth, healthAsked } from './health-question.ts';

/** What the stack says of itself once it has been used; as in the readings of `backend`. */
export interface HealthAfterReadings {
  readonly health: Health;
  readonly services?: readonly ServiceHealth[];
}

const SILENT = 'the stack did not answer its health route before, so it was not asked again';

/** Before it was used a stack may not know better: what it says now, it says against what use has just proved. */
export default defineProbe<HealthAfterReadings>()({
  id: 'health_after',
  title: { en: 'Health after use', fr: 'Santé après usage' },
  phase: 'last',
  // A question would end the pause that they wait for.
  follows: ['idle'],
  metrics: {},
  async observe({ stack, scenario, signal, responsive }) {
    if (!responsive) return { unavailable: SILENT };
    const { raw, ...readings } = await askHealth(stack, healthAsked(scenario, signal));
    return { readings, raw };
  },
});
