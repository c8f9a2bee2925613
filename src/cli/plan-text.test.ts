import { expect, it } from 'vitest';
import type { Probe } from '../domain/probe.ts';
import { changedPlanText, clockTime, planText } from './plan-text.ts';

const [llm, websocket] = [
  { demand: { series: 1, others: 3 } },
  { demand: { series: 0, others: 2 } },
] as const;
const planned = (probe: object) => ({ probe: probe as Probe, requests: { least: 57, most: 57 } });

const plan = {
  sampling: { least: 8, most: 8, longestMs: 0 },
  limit: { requests: 30, windowMs: 60_000 },
  requests: { least: 57, most: 57 },
  ...{ free: 30, probes: [planned(llm)], waitMs: 60_000, fits: true },
};

it.each([
  [0, '0 s'],
  [2_340, '2.34 s'],
  [59_400, '59 s'],
  [59_600, '1 min'],
  [125_000, '2 min 5 s'],
  [3_725_000, '62 min 5 s'],
])('%s ms is %s', (ms, text) => {
  expect(clockTime(ms)).toBe(text);
});

it('says what is asked, how often, how many samples, and what waiting costs', () => {
  const { en, fr } = planText(plan, { ms: 65_000, waitMs: 60_000, isKnown: true });
  expect(en).toBe(
    'plan: 57 requests, at most 30 in 1 min, 8 warm samples a series, about 1 min 5 s, 1 min of it waiting for the rate limit',
  );
  expect(fr).toBe(
    'plan : 57 requêtes, au plus 30 par 1 min, 8 mesures à chaud par série, environ 1 min 5 s, dont 1 min à attendre la limite de débit',
  );
});

it('says what it does not know, and what will not fit', () => {
  const unlimited = { ...plan, limit: null, requests: { least: 40, most: 90 }, fits: false };
  expect(planText(unlimited, { ms: 20_000, waitMs: 0, isKnown: false }).en).toBe(
    'plan: 40–90 requests, 8 warm samples a series, about 20 s (guessing 0.25 s an answer); more than samples.rate_limit_budget allows, so the rest will meet refusals',
  );
});

it('says nothing of series where there are none, and one of what is one', () => {
  const expected = { ms: 1_000, waitMs: 0, isKnown: true };
  const one = { least: 1, most: 1 };
  const bare = { ...plan, limit: null, requests: one, probes: [planned(websocket)] };
  expect(planText(bare, expected)).toEqual({
    en: 'plan: 1 request, about 1 s',
    fr: 'plan : 1 requête, environ 1 s',
  });
  const single = { ...plan, limit: null, sampling: { ...one, longestMs: 0 } };
  expect(planText(single, expected)).toEqual({
    en: 'plan: 57 requests, 1 warm sample a series, about 1 s',
    fr: 'plan : 57 requêtes, 1 mesure à chaud par série, environ 1 s',
  });
});

it('says of a plan that changed what is different', () => {
  expect(changedPlanText(plan)).toEqual({
    en: 'from here on 8 warm samples a series, 57 requests left',
    fr: 'à partir d’ici 8 mesures à chaud par série, 57 requêtes restantes',
  });
  const single = { ...plan, sampling: { least: 1, most: 1, longestMs: 0 } };
  expect(changedPlanText(single).en).toMatch('from here on 1 warm sample a series');
});
