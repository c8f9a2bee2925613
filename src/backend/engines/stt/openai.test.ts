import { afterAll, describe, expect, it } from 'vitest';
import { startProvider } from '../../../../fixtures/providers/provider.js';
import type { Clock } from '../provider/patience.ts';
import { openaiStt } from './openai.ts';
import type { Recording } from './stt-engine.ts';

const recording: Recording = { bytes: new Uint8Array([0x52, 0xff, 0x00, 0x0d, 0x0a]), container: 'webm' };
const { signal: never } = new AbortController();
const clock: Clock = { nowMs: () => 0, sleep: () => Promise.resolve() };
const ends: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(ends.map((end) => end())));

async function provider(name: string) {
  const running = await startProvider(name);
  ends.push(running.close);
  return running;
}

async function transcribe(url: string, signal = never): Promise<string> {
  const engine = openaiStt({ url, model: 'whisper-1', apiKey: 'sk-secret' }, 10_000, clock);
  let text = '';
  for await (const piece of engine.transcribe(recording, signal)) text += piece;
  return text;
}

describe('openaiStt', () => {
  it('sends the recording, its kind and the model as a form', async () => {
    const { url, requests } = await provider('healthy');
    expect(await transcribe(url)).toBe('Bonjour, chère voix');
    const [asked] = requests;
    expect(asked?.path).toBe('/v1/audio/transcriptions');
    expect(asked?.headers.authorization).toBe('Bearer sk-secret');
    expect(asked?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    const parts = asked?.body.split(/\r\n--|^--/) ?? [];
    expect(parts.find((part) => part.includes('name="model"'))).toMatch(/\r\n\r\nwhisper-1$/);
    const file = parts.find((part) => part.includes('name="file"; filename="recording.webm"'));
    expect(file?.split('\r\n\r\n')[1]).toBe('R\xff\0\r\n');
  });

  it.each(['slow', 'rate-limited', 'recovers'])('hears by a provider that is %s', async (name) => {
    expect(await transcribe((await provider(name)).url)).toBe('Bonjour, chère voix');
  });

  it.each<[string, string, number]>([
    ['cut-character', 'the answer broke off', 1],
    ['refuses-key', 'status 401: the key is missing or wrong', 1],
    ['rate-limited-for-hours', 'status 429: its rate limit is reached', 1],
    ['broken', 'status 500', 2],
    ['empty', 'it sent something that is no transcription', 1],
    ['malformed', 'it sent something that is no transcription', 1],
    ['error-in-stream', 'it sent something that is no transcription', 1],
  ])('fails on a provider that is %s', async (name, message, tries) => {
    const { url, requests } = await provider(name);
    await expect(transcribe(url)).rejects.toHaveProperty('message', message);
    expect(requests).toHaveLength(tries);
  });

  it('lets go of a provider that hangs when the signal aborts', async () => {
    const { url, requests } = await provider('hangs');
    const caller = new AbortController();
    const failing = expect(transcribe(url, caller.signal)).rejects.toThrow(/abort/i);
    await expect.poll(() => requests.length).toBe(1);
    caller.abort();
    await failing;
  });
});
