import { expect, it } from 'vitest';
import type { ObserveEvent } from '../../pipeline/observe.ts';
import { plan, probes, run, sampled, took } from './run.fixture.ts';
import { begun, step, stillTakes } from './run-state.ts';

it('reckons what is left by the requests so far, then by how long what is over took', () => {
  let state = begun({ ...run, before: null }, 0);
  const on = (event: ObserveEvent, nowMs: number): void => {
    state = step(state, event, nowMs);
  };
  // Two series of 15 requests each, as far as the plan says, at a quarter of a second each as far as anybody knows.
  on({ kind: 'planned', plan }, 0);
  expect(stillTakes(state, 0)?.ms).toBe(2 * 15 * 250);
  on({ kind: 'started', probe: probes.llm }, 1_000);
  on(sampled(probes.llm, 1_000, 'cold'), 2_000);
  on(sampled(probes.llm, 1_000, 'warm-up', false), 3_000);
  for (const nowMs of [4_000, 5_000, 6_000]) on(sampled(probes.llm, 1_000), nowMs);
  expect(stillTakes(state, 6_000)?.ms).toBe(10 * 1_000 + 15 * 250);
  on(took(probes.llm, 15_000), 16_000);
  expect(stillTakes(state, 16_000)?.ms).toBe(15 * 1_000);
});
