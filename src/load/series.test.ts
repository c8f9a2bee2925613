import { describe, expect, it } from 'vitest';
import type { Taken } from '../domain/sample.ts';
import { samplingOf } from '../domain/scenario.ts';
import type { Answer, Failure } from '../domain/stack.ts';
import { takeSeries } from './series.ts';
import { waitingBudget } from './waiting.ts';

const good = (value: string): Answer<string> => ({
  kind: 'answered',
  value,
  status: 200,
  wallMs: 5,
  firstByteMs: 4,
  raw: '',
});

const bad = (failure: Failure): Answer<never> => ({ kind: 'failed', failure, wallMs: 1, raw: '' });

const SILENT = bad({ kind: 'unreachable', how: 'timeout', detail: 'no answer' });
const BROKEN = bad({ kind: 'rejected', status: 500, detail: 'broken', retryAfterMs: null });
const limited = (retryAfterMs: number | null) =>
  bad({ kind: 'rejected', status: 429, detail: 'too many', retryAfterMs });

/** Asks for a series of 3 after 1 warm-up; `script` answers by turn, and the last of it for ever after. */
async function series(
  script: readonly Answer<string>[],
  more: { warmup?: number; samples?: number; responsive?: boolean; budgetMs?: number } = {},
) {
  const { warmup = 1, samples = 3, responsive = true, budgetMs = 0 } = more;
  const asked: number[] = [];
  const waits: number[] = [];
  const seen: Taken[] = [];
  const clock = {
    nowMs: () => 100 * asked.length,
    sleep: async (ms: number) => {
      waits.push(ms);
    },
  };
  const scenario = { samples, warmup, timeoutMs: 1, rateLimitBudgetMs: budgetMs, speech: 'en' as const };
  const { wait } = waitingBudget(budgetMs, clock, new AbortController().signal, () => {});
  const taken = await takeSeries(
    {
      scenario,
      responsive,
      sampling: () => samplingOf(scenario),
      sampled: (taken) => void seen.push(taken),
      pace: { waitForRateLimit: wait },
      host: { clock },
    },
    async (turn) => {
      asked.push(turn);
      if (asked.length > 1000) throw new Error('asked without end');
      return script[turn] ?? script.at(-1) ?? good('?');
    },
    (value, _answer, turn) => `${value}@${turn}`,
  );
  return { ...taken, asked, waits, seen };
}

describe('a series', () => {
  it('is one cold request, the warm-up, and the warm samples, each a turn of its own', async () => {
    const { asked, seen, ...taken } = await series([good('a')], { warmup: 2 });
    expect(asked).toEqual([0, 1, 2, 3, 4, 5]);
    expect(taken).toMatchObject({
      cold: { atMs: 95, wallMs: 5, reply: 'a@0' },
      warm: [
        { atMs: 395, reply: 'a@3' },
        { atMs: 495, reply: 'a@4' },
        { atMs: 595, reply: 'a@5' },
      ],
      rateLimited: 0,
    });
  });

  it('tells of each request between it and the next, and of none that a limit refused', async () => {
    const script = [good('a'), BROKEN, limited(1), good('b')];
    const { seen } = await series(script, { samples: 1, budgetMs: 60_000 });
    expect(seen).toEqual([
      { as: 'cold', wallMs: 5, isAnswered: true },
      { as: 'warm-up', wallMs: 1, isAnswered: false },
      { as: 'warm', wallMs: 5, isAnswered: true },
    ]);
  });

  it('keeps failures among its samples, and goes on', async () => {
    const { warm } = await series([good('a'), BROKEN, BROKEN, BROKEN, good('b')]);
    expect(warm).toMatchObject([
      { failure: { status: 500 } },
      { failure: { status: 500 } },
      { reply: 'b@4' },
    ]);
  });

  it('ends after two requests in a row without any answer', async () => {
    const { asked, warm } = await series([good('a'), good('b'), SILENT, SILENT]);
    expect(asked).toHaveLength(4);
    expect(warm).toMatchObject([{ failure: { how: 'timeout' } }, { failure: { how: 'timeout' } }]);
  });

  it('counts the cold request and the warm-up among the silent ones', async () => {
    expect(await series([SILENT])).toMatchObject({ asked: [0, 1], warm: [] });
    expect((await series([SILENT, good('a'), SILENT, good('b')])).warm).toHaveLength(3);
    expect((await series([good('a'), SILENT, BROKEN, SILENT, good('b')])).warm).toHaveLength(3);
  });

  it('is one request where the stack is known to be silent', async () => {
    const { asked, cold, warm } = await series([SILENT], { responsive: false });
    expect({ asked, warm }).toEqual({ asked: [0], warm: [] });
    expect(cold).toMatchObject({ failure: { kind: 'unreachable' } });
  });

  it('goes on where only the health route was silent', async () => {
    const { warm } = await series([good('a')], { responsive: false });
    expect(warm).toHaveLength(3);
  });
});

describe('a rate limit', () => {
  it('is waited out, and is no sample', async () => {
    const script = [good('a'), limited(3000), good('b'), limited(null), good('c')];
    const { warm, waits, rateLimited } = await series(script, { budgetMs: 60_000 });
    expect(waits).toEqual([3000, 5000]);
    expect(rateLimited).toBe(2);
    expect(warm).toMatchObject([{ reply: 'c@4' }, { reply: 'c@5' }, { reply: 'c@6' }]);
  });

  it('is a failure once the budget is spent, and no longer one that was waited out', async () => {
    const { warm, waits, rateLimited } = await series([good('a'), limited(3000)], { budgetMs: 4000 });
    expect(waits).toEqual([3000]);
    expect(rateLimited).toBe(1);
    expect(warm.map((sample) => 'failure' in sample && sample.failure)).toMatchObject(
      Array(3).fill({ kind: 'rejected', status: 429 }),
    );
  });

  it('that asks for no wait at all spends the budget nevertheless', async () => {
    const { waits, warm } = await series([limited(0)], { budgetMs: 10_000, samples: 1 });
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBe(10_000);
    expect(warm).toMatchObject([{ failure: { status: 429 } }]);
  });
});
