import { expect, it } from 'vitest';
import type { Refusal } from './ask.ts';
import { checks } from './checks.ts';
import { outcomeOf, saying } from './scripted.fixture.ts';

const after = (...refusals: readonly Refusal[]) => outcomeOf('errors.retry-after', saying({ refusals }));

const clear: Refusal = { said: 'retry-after: 7', waitMs: 7_000 };

it('is asked last, when all has been met that will be', () => {
  expect(checks.at(-1)?.id).toBe('errors.retry-after');
});

it('holds where each refusal says when, if only "now"', async () => {
  expect(await after(clear, { said: 'retry_after: 0', waitMs: 0 })).toEqual({ kind: 'holds' });
});

it('is moot where the rate limit was never reached', async () => {
  expect(await after()).toMatchObject({ kind: 'moot', reason: { en: expect.stringContaining('never') } });
});

it.each<[string, Refusal]>([
  ['1/2 refusals: it does not say', { said: null, waitMs: null }],
  ['1/2 refusals: retry-after: soon', { said: 'retry-after: soon', waitMs: null }],
])('differs by one that does not: %s', async (en, refusal) => {
  const outcome = await after(clear, refusal);
  expect(outcome).toMatchObject({ kind: 'differs', found: { en } });
  expect(outcome).not.toMatchObject({ found: { fr: en } });
});
