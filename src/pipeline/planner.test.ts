import { expect, it } from 'vitest';
import type { RateLimit } from '../domain/pace.ts';
import { defineProbe, type Probe } from '../domain/probe.ts';
import { scripted, unpaced } from '../suites/scripted-host.ts';
import type { Plan } from './plan.ts';
import { createPlanner } from './planner.ts';

const probe = (id: string): Probe =>
  defineProbe<unknown>()({
    ...{ id, phase: 'load', title: { en: id, fr: id }, metrics: {}, demand: { series: 1, others: 0 } },
    observe: async () => ({ unavailable: '' }),
  });
const [llm, tts] = [probe('llm'), probe('tts')];

function planning() {
  const { context } = scripted({});
  const scenario = { ...context.scenario, samples: 6, mostSamples: 20 };
  const known: { limit: RateLimit | null; free: number; asked: number } = {
    ...{ limit: null, free: Number.POSITIVE_INFINITY, asked: 0 },
  };
  const plans: Plan[] = [];
  const pace = {
    ...unpaced,
    limit: () => known.limit,
    free: () => known.free,
    asked: () => known.asked,
    budgetMs: () => 120_000,
  };
  const planner = createPlanner([llm, tts], scenario, pace, (plan) => plans.push(plan));
  return { planner, plans, known };
}

it('says its plan once, and keeps to it', () => {
  const { planner, plans } = planning();
  planner.begin();
  planner.start(llm);
  expect(planner.sampling()).toMatchObject({ least: 6, most: 20 });
  planner.done(llm);
  planner.start(tts);
  expect(planner.sampling()).toMatchObject({ least: 6, most: 20 });
  expect(plans).toHaveLength(1);
});

it('takes the same number of samples through a whole probe, however much of the limit is used meanwhile', () => {
  const { planner, plans, known } = planning();
  Object.assign(known, { limit: { requests: 10, windowMs: 60_000 }, free: 10 });
  planner.begin();
  planner.start(llm);
  // 2 + 2 · n requests of which ten go at once and ten a minute later.
  expect(planner.sampling()).toMatchObject({ least: 9, most: 9 });
  known.free = 3;
  expect(planner.sampling()).toMatchObject({ least: 9, most: 9 });
  expect(plans).toHaveLength(1);
});

it('fills what is left of the windows with what is left to ask', () => {
  const { planner, known } = planning();
  Object.assign(known, { limit: { requests: 10, windowMs: 60_000 }, free: 10 });
  planner.done(llm);
  planner.start(tts);
  expect(planner.sampling()).toMatchObject({ least: 9, most: 9 });
});

it('plans again, and says so, when a limit is learned on the way', () => {
  const { planner, plans, known } = planning();
  planner.begin();
  planner.start(llm);
  // The request that told it is one of those that are planned.
  Object.assign(known, { limit: { requests: 10, windowMs: 60_000 }, free: 9, asked: 1 });
  expect(planner.sampling()).toMatchObject({ least: 9, most: 9 });
  expect(plans.map(({ limit }) => limit?.requests)).toEqual([undefined, 10]);
});

it('says so where the next series take another number than was said', () => {
  const { planner, plans, known } = planning();
  Object.assign(known, { limit: { requests: 10, windowMs: 60_000 }, free: 10 });
  planner.begin();
  planner.start(llm);
  planner.done(llm);
  known.free = 8;
  planner.start(tts);
  expect(planner.sampling()).toMatchObject({ least: 7, most: 7 });
  expect(plans.map(({ sampling: { most } }) => most)).toEqual([9, 7]);
  planner.start(tts);
  expect(plans).toHaveLength(2);
});

it('says nothing of a limit that is learned when no series is left', () => {
  const { planner, plans, known } = planning();
  planner.begin();
  for (const each of [llm, tts]) planner.done(each);
  Object.assign(known, { limit: { requests: 10, windowMs: 60_000 }, free: 9 });
  planner.sampling();
  expect(plans).toHaveLength(1);
});
