import { expect, it } from 'vitest';
import { EngineUnavailable } from '../failures.ts';
import { boundedHearing } from './bounded-hearing.ts';
import type { Transcriber } from './transcriber.ts';

const { signal } = new AbortController();
const recording = (name: string) => ({ bytes: new TextEncoder().encode(name), container: 'wav' });

it('hears one after the other where the engine can do no more, and turns away who finds no room', async () => {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const engine: Transcriber = {
    engine: 'slow',
    recall: () => null,
    close: async () => {},
    transcribe: ({ bytes }) =>
      new Promise((resolve) => {
        const name = new TextDecoder().decode(bytes);
        begun.push(name);
        ends.push(() => resolve(name));
      }),
  };
  const { transcribe } = boundedHearing(engine, { atOnce: 1, waitingAtMost: 1 });
  const [first, second] = [transcribe(recording('a'), signal), transcribe(recording('b'), signal)];
  await expect(transcribe(recording('c'), signal)).rejects.toThrow(EngineUnavailable);
  expect(begun).toEqual(['a']);
  ends[0]?.();
  expect(await first).toBe('a');
  ends[1]?.();
  expect(await second).toBe('b');
  expect(begun).toEqual(['a', 'b']);
});
