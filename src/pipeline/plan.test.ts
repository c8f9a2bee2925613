import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Demand, defineProbe, type Probe } from '../domain/probe.ts';
import type { Scenario } from '../domain/scenario.ts';
import { expectedEach, expectedOf, GUESS_MS } from './expected.ts';
import { planOf } from './plan.ts';

const scenario: Scenario = {
  samples: 6,
  mostSamples: 20,
  seriesMs: 30_000,
  warmup: 1,
  idleMs: 5_000,
  timeoutMs: 1,
  rateLimitBudgetMs: 120_000,
  speech: 'en',
};

const probe = (id: string, phase: 'before' | 'load' | 'after' | 'last', demand?: Demand): Probe =>
  defineProbe<unknown>()({
    ...{ id, phase, title: { en: id, fr: id }, metrics: {} },
    ...(demand && { demand }),
    observe: async () => ({ unavailable: '' }),
  });

const [llm, tts, idle] = [
  probe('llm', 'load', { series: 1, others: 3 }),
  probe('tts', 'load', { series: 1, others: 0, most: 4 }),
  probe('idle', 'last', { series: 0, others: 2 }),
];
const probes = [probe('backend', 'before'), llm, tts, idle, probe('tests', 'after')];

const pace = (requests: number | null, free = requests ?? Number.POSITIVE_INFINITY, budgetMs = 120_000) => ({
  limit: () => (requests === null ? null : { requests, windowMs: 60_000 }),
  free: () => free,
  budgetMs: () => budgetMs,
});

describe('a plan', () => {
  it('counts a cold request, the warm-up and the samples of each series, and the rest', () => {
    const plan = planOf(probes, scenario, pace(null));
    expect(plan.sampling).toEqual({ least: 6, most: 20, longestMs: 30_000 });
    expect(plan.requests).toEqual({ least: 11 + 6 + 2, most: 25 + 6 + 2 });
    expect(plan.probes.map(({ requests }) => requests.most)).toEqual([0, 25, 6, 2, 0]);
    expect(plan).toMatchObject({ waitMs: 0, fits: true, limit: null });
  });

  it('lets every series end by rule where the limit is never met', () => {
    expect(planOf(probes, scenario, pace(33)).sampling).toEqual({ least: 6, most: 20, longestMs: 30_000 });
  });

  it('takes as many samples as cost no more waiting than the fewest', () => {
    // 13 + n requests: six samples are 19, which 10 a minute let through in the second minute, as they do 20.
    const plan = planOf(probes, scenario, pace(10));
    expect(plan.sampling).toMatchObject({ least: 7, most: 7 });
    expect(plan).toMatchObject({ requests: { least: 20, most: 20 }, waitMs: 60_000, fits: true });
  });

  it('takes fewer than the fewest rather than wait longer than it may', () => {
    const plan = planOf(probes, scenario, pace(10, 10, 0));
    expect(plan).toMatchObject({ sampling: { least: 1, most: 1 }, requests: { most: 11 }, fits: false });
    expect(planOf([llm, idle], scenario, pace(10, 10, 0))).toMatchObject({
      sampling: { most: 3 },
      fits: true,
    });
  });

  it('asks nothing after a pause where none is wanted', () => {
    expect(planOf([idle], { ...scenario, idleMs: 0 }, pace(null)).requests.most).toBe(0);
  });

  it('waits for the windows that others have filled', () => {
    expect(planOf([idle], scenario, pace(10, 0))).toMatchObject({ waitMs: 60_000 });
  });

  it('counts every request of a turn that takes several, and no more of one that does not', () => {
    const turn = probe('turn', 'load', { series: 1, others: 0, turns: 'turn' });
    const voice = probe('voice', 'load', { series: 2, most: 3, others: 0, turns: 'answerRecording' });
    const cost = { turn: 3, answerRecording: 4 };
    // 2 + 6…20 turns of three requests; of 2 + 3 recordings each is spoken, and answered by four.
    expect(planOf([turn, voice], scenario, pace(null), cost).requests).toEqual({
      least: 3 * 8 + 5 * 5,
      most: 3 * 22 + 5 * 5,
    });
    expect(planOf([turn, voice], scenario, pace(null)).requests).toEqual({ least: 8 + 10, most: 22 + 10 });
    // Eight turns of three requests are more than 20, and the 20 of the next minute make them thirteen.
    expect(planOf([turn], scenario, pace(20), cost)).toMatchObject({
      ...{ sampling: { least: 11, most: 11 }, requests: { most: 39 }, waitMs: 60_000 },
    });
    expect(planOf([turn], scenario, pace(24)).waitMs).toBe(0);
  });

  it('never asks for more than is admitted in the time that it waits, as long as that fits', () => {
    const one = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(
        one,
        fc.nat(60),
        fc.nat(300_000),
        fc.array(one, { maxLength: 6 }),
        (limit, taken, budgetMs, others) => {
          const asked = others.map((each, index) =>
            probe(`p${index}`, 'load', { series: index % 2, others: each }),
          );
          const free = Math.max(0, limit - taken);
          const plan = planOf(asked, scenario, pace(limit, free, budgetMs));
          expect(plan.requests.most).toBeLessThanOrEqual(free + (plan.waitMs / 60_000) * limit);
          expect(plan.fits).toBe(plan.waitMs <= budgetMs);
          if (plan.fits && plan.waitMs > 0) expect(plan.sampling.least).toBe(plan.sampling.most);
          const freely = planOf(asked, scenario, pace(null));
          expect(plan.requests.most).toBeLessThanOrEqual(freely.requests.most);
        },
      ),
    );
  });
});

describe('the expected time', () => {
  const observed = (durationMs: number, waitedMs?: number) => ({
    ...{ kind: 'observed' as const, readings: {}, raw: [], startedAt: '', durationMs },
    ...(waitedMs !== undefined && { waitedMs }),
  });
  const past = {
    observations: {
      backend: observed(100),
      llm: observed(61_000, 60_000),
      tts: observed(3_000),
      idle: observed(200),
      tests: observed(40_000),
      build: { kind: 'unavailable' as const, reason: '' },
    },
  };

  it('is that of the last cycle, without what it waited, the suites side by side', () => {
    const both = [...probes, probe('build', 'after')];
    const plan = planOf(both, scenario, pace(null));
    // The pause goes by while the suites run.
    expect(expectedOf(plan, scenario, past)).toEqual({
      ms: 100 + 1_000 + 3_000 + 40_000 + 200,
      waitMs: 0,
      isKnown: true,
    });
    const bare = planOf(
      probes.filter(({ id }) => id !== 'tests'),
      scenario,
      pace(null),
    );
    expect(expectedOf(bare, scenario, past).ms).toBe(100 + 4_000 + 5_000);
  });

  it('is the windows of the limit, and then the requests of the last one', () => {
    const plan = planOf([llm, tts, idle], scenario, pace(10));
    expect(plan.requests.most).toBe(20);
    const eachMs = 4_000 / 20;
    expect(expectedOf(plan, scenario, past).ms).toBeCloseTo(60_000 + 10 * eachMs + 5_000);
  });

  it('counts in the first window what is still free in it, and no more', () => {
    const plan = planOf([llm], { ...scenario, mostSamples: 6 }, pace(1_000, 0));
    expect(expectedOf(plan, scenario, null).ms).toBe(60_000 + 11 * GUESS_MS);
  });

  it('is the time of the answers where they take longer than the windows', () => {
    const plan = planOf([llm, tts, idle], scenario, pace(10));
    const slow = { observations: { llm: observed(200_000), tts: observed(0), idle: observed(0) } };
    expect(expectedOf(plan, scenario, slow).ms).toBeCloseTo(200_000 + 5_000);
  });

  it('is guessed of a probe that no earlier cycle asked', () => {
    const plan = planOf([llm, tts], scenario, pace(null));
    const half = { observations: { llm: observed(4_000), tts: { kind: 'errored' as const, message: '' } } };
    const tried = plan.probes[1]?.requests ?? { least: 0, most: 0 };
    expect(expectedOf(plan, scenario, half)).toEqual({
      ms: 4_000 + (GUESS_MS * (tried.least + tried.most)) / 2,
      waitMs: 0,
      isKnown: false,
    });
  });

  it('holds the pause once, however many ask after it', () => {
    const after = { ...probe('health_after', 'last'), follows: ['idle'] };
    const plan = planOf([after, ...probes], scenario, pace(null));
    const one = planOf(probes, scenario, pace(null));
    expect(expectedOf(plan, scenario, null).ms).toBe(expectedOf(one, scenario, null).ms);
    const each = expectedEach(plan, scenario, null);
    expect(each.get('health_after')?.ms).toBe(0);
    expect(each.get('idle')?.ms).toBeGreaterThanOrEqual(5_000);
  });

  it('is guessed without an earlier cycle', () => {
    const plan = planOf(probes, scenario, pace(null));
    const { ms, isKnown } = expectedOf(plan, scenario, null);
    expect({ ms, isKnown }).toEqual({ ms: (GUESS_MS * (19 + 33)) / 2 + 5_000, isKnown: false });
  });
});
