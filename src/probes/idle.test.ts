import { describe, expect, it } from 'vitest';
import type { ProbeContext } from '../domain/probe.ts';
import type { Answer, ChatReply, Failure } from '../domain/stack.ts';
import { asking, scripted, unpaced } from '../suites/scripted-host.ts';
import idle from './idle.ts';

const reply = (text: string): Answer<ChatReply> => ({
  kind: 'answered',
  value: {
    ...{ text, reportedMs: null, model: 'm', cached: false, audio: null, audioChars: 0 },
    ...{ speech: null, fields: [] },
  },
  ...{ status: 200, firstByteMs: 1, wallMs: 700, raw: '' },
});

const refused = (failure: Partial<Failure>): Answer<never> => ({
  kind: 'failed',
  failure: { kind: 'rejected', status: 500, detail: '', retryAfterMs: null, ...failure } as Failure,
  ...{ wallMs: 3, raw: '' },
});

/** What came of a pause of at least 5 s, where the stack was last asked at 1 s and it is now 3 s. */
async function paused(
  chat: (text: string, asked: number) => Answer<ChatReply>,
  { nowMs = 3_000, ...more }: Partial<ProbeContext> & { nowMs?: number; idleMs?: number } = {},
) {
  const { context } = scripted({});
  const slept: number[] = [];
  let asked = 0;
  const scenario = { ...context.scenario, warmup: 2, idleMs: more.idleMs ?? 5_000 };
  const outcome = await idle.observe({
    ...context,
    ...asking(scenario),
    host: {
      ...context.host,
      clock: {
        ...context.host.clock,
        nowMs: () => nowMs,
        sleep: async (ms) => {
          slept.push(ms);
          nowMs += ms;
        },
      },
    },
    pace: {
      ...{ ...unpaced, lastAskedMs: () => 1_000 },
      waitForRateLimit: async (ms) => {
        nowMs += ms;
        return true;
      },
    },
    stack: {
      ...context.stack,
      chat: async ({ text }) => {
        const answer = chat(text, ++asked);
        nowMs += answer.wallMs;
        return answer;
      },
    },
    ...more,
  });
  return { outcome, slept, asked: () => asked };
}

const metrics = (outcome: Awaited<ReturnType<typeof paused>>['outcome']) => {
  if (!('readings' in outcome)) throw new Error('unavailable');
  return [idle.metrics.pause_s.from(outcome.readings), idle.metrics.llm_ms.from(outcome.readings)];
};

describe('the first answer after a pause', () => {
  it('comes once the stack was left alone for long enough, with no warm-up before it', async () => {
    const { outcome, slept, asked } = await paused((text) => reply(text));
    expect(slept).toEqual([3_000]);
    expect(asked()).toBe(1);
    expect(metrics(outcome)).toEqual([5, 700]);
    expect(outcome).toMatchObject({ readings: { speech: null } });
  });

  it('needs no more pause where suites ran meanwhile', async () => {
    const { outcome, slept } = await paused((text) => reply(text), { nowMs: 61_000 });
    expect(slept).toEqual([]);
    expect(metrics(outcome)).toEqual([60, 700]);
  });

  it('is no figure where it is an apology, a cached answer or none', async () => {
    for (const chat of [() => reply('Sorry, an error occurred'), () => reply(' '), () => refused({})]) {
      expect(metrics((await paused(chat)).outcome)).toEqual([5, undefined]);
    }
  });

  it('waits a refusal for coming too often out', async () => {
    const { outcome, asked } = await paused((text, turn) =>
      turn === 1 ? refused({ status: 429 } as Partial<Failure>) : reply(text),
    );
    expect(asked()).toBe(2);
    // Nothing was asked of it while it waited, and 3 ms went by until it refused.
    expect(metrics(outcome)).toEqual([10.003, 700]);
  });

  it('is not asked for where nobody wants it, or nothing answers', async () => {
    const unwanted = await paused(() => reply('a'), { idleMs: 0 });
    const silent = await paused(() => reply('a'), { responsive: false });
    for (const { outcome, asked } of [unwanted, silent]) {
      expect(outcome).toEqual({ unavailable: expect.any(String) });
      expect(asked()).toBe(0);
    }
  });
});
