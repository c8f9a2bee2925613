import type { Pace } from '../domain/pace.ts';
import type { Probe } from '../domain/probe.ts';
import type { Sampling, Scenario } from '../domain/scenario.ts';
import { type Plan, planOf } from './plan.ts';

/** Plans a run before its load, and again what is left of it when something is learned of a rate limit. */
export function createPlanner(
  probes: readonly Probe[],
  scenario: Scenario,
  pace: Pace,
  announce: (plan: Plan) => void,
) {
  const left = new Set(probes);
  let planned: { readonly probe: string; readonly limit: string; readonly plan: Plan } | undefined;
  const limitNow = (): string => JSON.stringify(pace.limit());

  return {
    /** Says what is going to be asked. */
    begin(): void {
      announce(planOf([...left], scenario, pace));
      planned = undefined;
    },

    done(probe: Probe): void {
      left.delete(probe);
    },

    /** How many samples each series of a probe takes: the same for all of them, unless a limit is learned meanwhile. */
    samplingFor(probe: Probe): Sampling {
      const limit = limitNow();
      if (planned?.probe === probe.id && planned.limit === limit) return planned.plan.sampling;
      const isNews = planned !== undefined && planned.limit !== limit;
      planned = { probe: probe.id, limit, plan: planOf([...left], scenario, pace) };
      if (isNews) announce(planned.plan);
      return planned.plan.sampling;
    },
  };
}
