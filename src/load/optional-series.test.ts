import { describe, expect, it } from 'vitest';
import { samplingOf } from '../domain/scenario.ts';
import type { Answer } from '../domain/stack.ts';
import { takeOptionalSeries } from './optional-series.ts';

const good: Answer<string> = {
  kind: 'answered',
  value: 'a',
  status: 200,
  wallMs: 5,
  firstByteMs: 4,
  raw: '',
};
const bad = (status: number): Answer<never> => ({
  kind: 'failed',
  failure: { kind: 'rejected', status, detail: '', retryAfterMs: null },
  wallMs: 1,
  raw: '',
});

/** A series of 2 after 1 warm-up, and how often it asked; `script` answers by turn, its last for ever after. */
async function series(...script: readonly Answer<string>[]) {
  let asked = 0;
  let seen = 0;
  const scenario = { samples: 2, warmup: 1, timeoutMs: 1, rateLimitBudgetMs: 0, speech: 'en' as const };
  const taken = await takeOptionalSeries(
    {
      scenario,
      responsive: true,
      sampling: () => samplingOf(scenario),
      sampled: () => void seen++,
      pace: { waitForRateLimit: async () => true },
      host: { clock: { nowMs: () => 0 } },
    },
    async (turn) => {
      asked++;
      return script[turn] ?? script.at(-1) ?? good;
    },
    (value) => value,
  );
  return { taken, asked, seen };
}

describe('a route that a stack need not have', () => {
  it.each([404, 405, 501])('is asked once where the stack says %s', async (status) => {
    expect(await series(bad(status))).toEqual({
      ...{ taken: { absent: `HTTP ${status}` }, asked: 1, seen: 0 },
    });
  });

  it('is asked once where the stack says so without a status', async () => {
    const [kind, refusal] = ['rejected', 'unsupported'] as const;
    const failure = { kind, refusal, status: null, detail: 'no voice here', retryAfterMs: null };
    expect(await series({ kind: 'failed', failure, wallMs: 1, raw: '' })).toEqual({
      taken: { absent: 'no voice here' },
      asked: 1,
      seen: 0,
    });
  });

  it('is missing too where the rate limit was in front of it', async () => {
    expect(await series(bad(429), bad(404))).toEqual({ taken: { absent: 'HTTP 404' }, asked: 2, seen: 0 });
  });

  it.each([400, 401, 403, 500, 503])('is there, and fails, where it says %s', async (status) => {
    const { taken, asked, seen } = await series(bad(status));
    expect(taken).toMatchObject({ warm: [{ failure: { status } }, { failure: { status } }] });
    expect({ asked, seen }).toEqual({ asked: 4, seen: 4 });
  });

  it('that has answered once does not get lost afterwards', async () => {
    const { taken } = await series(good, bad(404));
    expect(taken).toMatchObject({ cold: { reply: 'a' }, warm: Array(2).fill({ failure: { status: 404 } }) });
  });
});
