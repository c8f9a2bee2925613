import { expect, it } from 'vitest';
import { waitingBudget } from './waiting.ts';

function budget(budgetMs: number) {
  const slept: [number, AbortSignal | undefined][] = [];
  const notes: string[] = [];
  const stop = new AbortController();
  let nowMs = 100;
  const sleep = async (ms: number, signal?: AbortSignal) => {
    signal?.throwIfAborted();
    slept.push([ms, signal]);
    nowMs += ms;
  };
  const waiting = waitingBudget(budgetMs, { sleep, nowMs: () => nowMs }, stop.signal, (line) =>
    notes.push(line),
  );
  return { ...waiting, slept, notes, stop };
}

it('waits as long as the budget lasts, to its last millisecond, and then not at all', async () => {
  const { wait, leftMs, pauses, slept, stop } = budget(10_000);
  expect(await wait(6000)).toBe(true);
  expect(leftMs()).toBe(4000);
  expect(await wait(4001)).toBe(false);
  expect(await wait(4000)).toBe(true);
  expect(await wait(1)).toBe(false);
  expect(slept).toEqual([
    [6000, stop.signal],
    [4000, stop.signal],
  ]);
  expect(pauses).toEqual([
    { fromMs: 100, toMs: 6100 },
    { fromMs: 6100, toMs: 10_100 },
  ]);
});

it('says how long it waits and what is left, where somebody would notice', async () => {
  const { wait, notes } = budget(10_000);
  await wait(2500);
  await wait(60_000);
  await wait(499);
  expect(notes).toEqual(['rate limited: waiting 2.5 s, 7.5 s of the budget left']);
});

it('rejects when the run is interrupted', async () => {
  const { wait, stop } = budget(10_000);
  stop.abort(new Error('enough'));
  await expect(wait(1000)).rejects.toThrow('enough');
});
