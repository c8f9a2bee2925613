import { afterAll, describe, expect, it } from 'vitest';
import { startProvider } from '../../../../fixtures/providers/provider.js';
import type { Clock } from '../provider/patience.ts';
import { openaiTts, type SpeechProvider } from './openai.ts';
import type { Utterance } from './speech-engine.ts';

const utterance: Utterance = { text: 'Bonjour', language: 'fr', timbre: 'female', rate: 1.126, pitchHz: 200 };
const { signal: never } = new AbortController();
const clock: Clock = { nowMs: () => 0, sleep: () => Promise.resolve() };
const ends: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(ends.map((end) => end())));

async function provider(name: string) {
  const running = await startProvider(name);
  ends.push(running.close);
  return running;
}

/** Speaks there; resolves with the one piece of sound. */
async function speak(url: string, options: Partial<SpeechProvider> = {}, said = utterance, signal = never) {
  const engine = openaiTts({ url, model: 'kokoro', ...options }, 10_000, clock);
  const pieces = [];
  for await (const piece of engine.speak(said, signal)) pieces.push(piece);
  expect(pieces).toHaveLength(1);
  return pieces[0];
}

describe('openaiTts', () => {
  it('asks for a voice, a format and a pace', async () => {
    const { url, requests } = await provider('healthy');
    await speak(url, { voice: 'siwis', apiKey: 'sk-secret' });
    const [asked] = requests;
    expect(asked?.path).toBe('/v1/audio/speech');
    expect(asked?.headers.authorization).toBe('Bearer sk-secret');
    expect(asked?.body).toEqual({
      model: 'kokoro',
      input: 'Bonjour',
      voice: 'siwis',
      response_format: 'wav',
      speed: 1.13,
    });
  });

  it('keeps the pace within what the API takes, and shows no key where there is none', async () => {
    const { url, requests } = await provider('healthy');
    await speak(url, {}, { ...utterance, rate: 0.1 });
    await speak(url, {}, { ...utterance, rate: 9 });
    expect(requests.map(({ body }) => body.speed)).toEqual([0.25, 4]);
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each([
    ['wav', 12_000],
    // Half a second too, and the coder's own padding.
    ['mp3', 13_248],
  ] as const)('reads %s by its bytes, whatever the label', async (format, length) => {
    const pcm = await speak((await provider('healthy')).url, { format });
    expect([pcm?.sampleRateHz, pcm?.samples.length]).toEqual([24_000, length]);
  });

  it.each(['slow', 'rate-limited', 'recovers'])('speaks by a provider that is %s', async (name) => {
    expect((await speak((await provider(name)).url))?.samples).toHaveLength(12_000);
  });

  it.each<[string, string, number]>([
    ['cut-character', 'the answer broke off', 1],
    ['refuses-key', 'status 401: the key is missing or wrong', 1],
    ['rate-limited-for-hours', 'status 429: its rate limit is reached', 1],
    ['broken', 'status 500', 2],
    ['empty', 'returned nothing', 1],
    ['malformed', 'an MP3 without sound', 1],
    ['error-in-stream', 'returned neither WAV nor MP3', 1],
  ])('fails on a provider that is %s', async (name, message, tries) => {
    const { url, requests } = await provider(name);
    await expect(speak(url)).rejects.toHaveProperty('message', message);
    expect(requests).toHaveLength(tries);
  });

  it('lets go of a provider that hangs when the signal aborts', async () => {
    const { url, requests } = await provider('hangs');
    const caller = new AbortController();
    const speaking = speak(url, {}, utterance, caller.signal);
    const failing = expect(speaking).rejects.toThrow(/abort/i);
    await expect.poll(() => requests.length).toBe(1);
    caller.abort();
    await failing;
  });
});
