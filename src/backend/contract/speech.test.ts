import { describe, expect, it } from 'vitest';
import { voices } from '../../protocol/voices.ts';
import { listen, refusal, startStack } from './stack-under-test.ts';

const stack = await startStack();

async function speak(body: Record<string, unknown>) {
  const response = await stack.post('/tts', { text: 'Bonjour tout le monde', ...body });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('audio/mpeg');
  const mp3 = new Uint8Array(await response.arrayBuffer());
  return { response, mp3, ...(await listen(mp3)) };
}

describe('POST /tts', () => {
  it('answers with MP3 that can be heard', async () => {
    const { durationS, peak } = await speak({});
    expect(durationS).toBeGreaterThan(0.5);
    expect(peak).toBeGreaterThan(0.1);
  });

  it('says who spoke, and how long that took', async () => {
    const { response } = await speak({});
    expect(response.headers.get('x-tts-engine')).toBe('tone');
    expect(response.headers.get('x-tts-failed')).toBeNull();
    expect(response.headers.get('server-timing')).toMatch(/^synthesis;dur=[\d.]+, encoding;dur=[\d.]+$/);
  });

  it('speaks longer for a longer text', async () => {
    const short = await speak({ text: 'Oui.' });
    const long = await speak({ text: 'Le vent se lève sur la mer, et les bateaux rentrent tous au port.' });
    expect(long.durationS).toBeGreaterThan(3 * short.durationS);
  });

  it('says different texts differently', async () => {
    expect((await speak({ text: 'un chat' })).mp3).not.toEqual((await speak({ text: 'un pré' })).mp3);
  });

  it('heeds the rate', async () => {
    const slow = await speak({ rate: '-50%' });
    const fast = await speak({ rate: '+100%' });
    expect(slow.durationS / fast.durationS).toBeGreaterThan(3);
  });

  it('heeds the pitch', async () => {
    expect((await speak({ pitch: '+0Hz' })).mp3).toEqual((await speak({})).mp3);
    expect((await speak({ pitch: '+60Hz' })).mp3).not.toEqual((await speak({})).mp3);
  });

  it('speaks with every voice', async () => {
    for (const { id } of voices) expect((await speak({ voice: id })).peak).toBeGreaterThan(0.1);
  });

  it('speaks signs and other alphabets too', async () => {
    for (const text of ['42', '日本語', '10 €', 'oui 🙂'])
      expect((await speak({ text })).peak).toBeGreaterThan(0.1);
  });

  it('takes 1000 characters', async () => {
    expect((await speak({ text: 'bonjour '.repeat(125) })).durationS).toBeGreaterThan(30);
  });

  it('speaks to many at once', async () => {
    const texts = Array.from({ length: 12 }, (_, index) => `Voici la phrase numéro ${index}`);
    const responses = await Promise.all(texts.map((text) => stack.post('/tts', { text })));
    const clips = await Promise.all(responses.map((response) => response.arrayBuffer()));
    for (const clip of clips) expect((await listen(new Uint8Array(clip))).durationS).toBeGreaterThan(0.5);
  });
});

describe('what nobody can say', () => {
  it('is refused, and no engine is blamed for its silence', async () => {
    for (const route of ['/tts', '/tts/stream']) {
      for (const text of ['...', '—', '!? …', '🙂']) {
        expect(await refusal(await stack.post(route, { text }), 422)).toContain('says nothing');
      }
    }
    expect((await stack.get('/health')).status).toBe(200);
  });
});
