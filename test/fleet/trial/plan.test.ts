import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOf } from './plan.ts';

const OPTIONS = {
  agents: 50,
  kills: 10,
  withinMs: 8_000,
  redisMs: [0, 25_000],
  postgresMs: 20_000,
  cutsMs: [3_000, 45_000],
};

describe('what goes wrong in a trial', () => {
  it('is the same for a seed, of every kind once, of each agent at most once, and begins in time', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (seed) => {
        const plan = planOf(seed, OPTIONS);
        expect(plan).toEqual(planOf(seed, OPTIONS));
        const struck = plan.flatMap((what) => (what.kind === 'agent' ? [what.agent] : []));
        expect(new Set(struck).size).toBe(OPTIONS.kills);
        expect(struck.every((agent) => agent >= 0 && agent < OPTIONS.agents)).toBe(true);
        expect(
          plan
            .map(({ kind }) => kind)
            .filter((kind) => kind !== 'agent')
            .sort(),
        ).toEqual(['network', 'postgres', 'redis']);
        expect(plan.every(({ atMs }) => atMs >= 0 && atMs <= OPTIONS.withinMs)).toBe(true);
        expect(plan.map(({ atMs }) => atMs)).toEqual(plan.map(({ atMs }) => atMs).sort((a, b) => a - b));
      }),
    );
  });

  it('is another one for another seed', () => {
    const plans = Array.from({ length: 20 }, (_, seed) => JSON.stringify(planOf(seed, OPTIONS)));
    expect(new Set(plans).size).toBe(20);
  });
});
