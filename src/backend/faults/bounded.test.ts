import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, it, vi } from 'vitest';
import coldStart from './cold-start.ts';
import memoryLeak from './memory-leak.ts';

afterEach(() => void vi.useRealTimers());

const mebibyte = 1024 * 1024;
const arrayBuffers = () => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().arrayBuffers;
};

it('a memory leak keeps 512 MiB at most, and lets go of them', async () => {
  const off = new AbortController();
  const before = arrayBuffers();
  const leak = memoryLeak.meddle(off.signal, 64).request?.(async () => {});
  for (let request = 0; request < 12; request += 1) await Reflect.apply(leak ?? fail, null, []);
  const during = arrayBuffers() - before;
  expect(during).toBeGreaterThan(500 * mebibyte);
  expect(during).toBeLessThan(560 * mebibyte);
  off.abort();
  await expect.poll(() => arrayBuffers() - before, { timeout: 30_000 }).toBeLessThan(64 * mebibyte);
});

const fail = () => {
  throw new Error('it meddles with no request');
};

it('a cold start is over after so many uses', async () => {
  vi.useFakeTimers();
  const { signal } = new AbortController();
  const speak = coldStart.meddle(signal, 2).speak?.(async function* () {
    yield { samples: Float32Array.of(1), sampleRateHz: 16_000 };
  });
  const use = () => speak?.(Object({}), signal)[Symbol.asyncIterator]().next();
  const spoken: number[] = [];
  for (const which of [1, 2]) void use()?.then(() => spoken.push(which));
  await vi.advanceTimersByTimeAsync(1_499);
  expect(spoken).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(spoken).toEqual([1, 2]);
  await use();
  expect(vi.getTimerCount()).toBe(0);
});
