import { expect, it } from 'vitest';
import { clockTime, planText } from './plan-text.ts';

const plan = {
  sampling: { least: 8, most: 8, longestMs: 0 },
  limit: { requests: 30, windowMs: 60_000 },
  requests: { least: 57, most: 57 },
  ...{ free: 30, probes: [], waitMs: 60_000, fits: true },
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
