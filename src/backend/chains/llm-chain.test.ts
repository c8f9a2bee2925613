import { describe, expect, it } from 'vitest';
import type { LlmEngine } from '../engines/llm/llm-engine.ts';
import { engineLedger } from './engine-ledger.ts';
import { llmChain } from './llm-chain.ts';

const prompt = { message: 'Bonjour', history: [] };
const { signal } = new AbortController();
const never = new Promise<never>(() => {});

const says = (id: string, ...tokens: readonly (string | Error)[]): LlmEngine => ({
  id,
  async *reply() {
    for (const token of tokens) {
      if (token instanceof Error) throw token;
      yield token;
    }
  },
});
const good = says('good', 'Good', ' day');
const deaf: LlmEngine = {
  id: 'deaf',
  async *reply() {
    yield await never;
  },
};

const chainOf = (engines: readonly LlmEngine[], deadlineMs = 60_000) =>
  llmChain({ engines, deadlineMs, ledger: engineLedger(() => 0) });

describe('llmChain', () => {
  it('answers with the first engine, token by token, and asks no other', async () => {
    const chain = chainOf([good, says('other', 'x')]);
    const heard: string[] = [];
    expect(await chain.answer(prompt, (token) => heard.push(token), signal)).toEqual({
      answered: { engine: 'good', text: 'Good day' },
      attempts: [{ engine: 'good', answered: true, detail: null }],
    });
    expect(heard).toEqual(['Good', ' day']);
    expect([chain.answering(), chain.recall('good')?.state, chain.recall('other')]).toEqual([
      'good',
      'ready',
      null,
    ]);
  });

  it.each<[string, LlmEngine, string]>([
    ['throws', says('bad', new Error('secret')), 'it failed'],
    ['says nothing', says('bad'), 'it said nothing'],
    ['says blanks', says('bad', ' ', '\n'), 'it said nothing'],
    ['breaks off', says('bad', 'Half', new Error('cut')), 'it failed'],
    [
      'never ends',
      says('bad', ...Array.from({ length: 20 }, () => 'x'.repeat(1000))),
      'it would not stop talking',
    ],
  ])('passes an engine that %s', async (_, bad, detail) => {
    const chain = chainOf([bad, good]);
    expect(await chain.answer(prompt, null, signal)).toEqual({
      answered: { engine: 'good', text: 'Good day' },
      attempts: [
        { engine: 'bad', answered: false, detail },
        { engine: 'good', answered: true, detail: null },
      ],
    });
    expect([chain.answering(), chain.recall('bad')?.state]).toEqual(['good', 'down']);
  });

  it('passes an engine that is too slow, even if it does not listen', async () => {
    const { attempts } = await chainOf([deaf, good], 5).answer(prompt, null, signal);
    expect(attempts[0]).toEqual({ engine: 'deaf', answered: false, detail: 'no answer within 5 ms' });
  });

  it('asks no other once words were heard, and has no answer then', async () => {
    const chain = chainOf([says('bad', ' ', 'Half', new Error('cut')), good]);
    const heard: string[] = [];
    const outcome = await chain.answer(prompt, (token) => heard.push(token), signal);
    expect(outcome).toEqual({
      answered: null,
      attempts: [{ engine: 'bad', answered: false, detail: 'it failed' }],
    });
    expect([heard, chain.answering()]).toEqual([[' Half'], null]);
  });

  it('lets blanks alone not be heard', async () => {
    const heard: string[] = [];
    await chainOf([says('blank', '\n', ' '), good]).answer(prompt, (token) => heard.push(token), signal);
    expect(heard.join('')).toBe('Good day');
  });

  it('gives up when the caller does, without asking the next engine', async () => {
    const caller = new AbortController();
    const chain = chainOf([deaf, good]);
    const asking = chain.answer(prompt, null, caller.signal);
    caller.abort();
    await expect(asking).rejects.toThrow(/abort/i);
    expect([chain.recall('deaf'), chain.recall('good')]).toEqual([null, null]);
  });
});
