import { expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { Readings } from '../domain/record.ts';
import { steadinessOf } from './steadiness.ts';

/** Runs in which the level of the LLM was so many ms, and that of its cached answers the same. */
const runs = (...ms: readonly number[]): Readings[] =>
  ms.map((each) => ({
    'llm.e2el_ms': {
      value: each,
      shown: { en: '', fr: '' },
      shape: { n: 9, level: Math.log(each), tail: null },
    },
    'llm.success_pct': { value: 100, shown: { en: '', fr: '' } },
  }));

test('a figure is held to what one more run would stay within, in 99 of 100', () => {
  // Half of eight levels are 1 % below, half above: s = √(8/7) % = 1.069 %, t(0.995; 7) = 3.499, √(1 + 1/8).
  const around = Array.from({ length: 8 }, (_, index) => 2000 * Math.exp(index % 2 === 0 ? -0.01 : 0.01));
  const [row, ...others] = steadinessOf(runs(...around), rules.probes);
  expect(others).toEqual([]);
  expect(row).toEqual({
    ...{ metric: 'llm.e2el_ms', title: { en: 'LLM latency', fr: 'Latence LLM' }, runs: 8 },
    // expm1(3.499 × 0.01069 × 1.0607) = 4.05 %
    ...{ spreadPct: 1.1, tolerancePct: 5, isUnderFloor: false },
  });
});

test('what stays below the floor asks for no tolerance', () => {
  const quick = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? 3 : 4));
  expect(steadinessOf(runs(...quick), rules.probes)).toMatchObject([{ isUnderFloor: true }]);
});

test('more runs know better', () => {
  const wobble = (count: number) =>
    runs(...Array.from({ length: count }, (_, index) => 200 * Math.exp(0.01 * ((index % 3) - 1))));
  const [few] = steadinessOf(wobble(6), rules.probes);
  const [many] = steadinessOf(wobble(24), rules.probes);
  expect(many?.tolerancePct).toBeLessThan(few?.tolerancePct ?? 0);
});

test('few runs say nothing, and equal ones wander nowhere', () => {
  expect(steadinessOf(runs(200, 210, 190, 205, 195), rules.probes)).toEqual([]);
  expect(steadinessOf(runs(...Array(6).fill(200)), rules.probes)).toMatchObject([
    { spreadPct: 0, tolerancePct: 0 },
  ]);
});
