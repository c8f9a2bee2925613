import { describe, expect, it } from 'vitest';
import type { SpeechEngine } from '../engines/tts/speech-engine.ts';
import { tone } from '../engines/tts/tone.ts';
import { heldVoice } from './held-engines.ts';
import { stackOf } from './stack-of-parts.ts';
import { listen, refusal, startStack } from './stack-under-test.ts';

const stack = await startStack();
const text = 'Un phare brille. La tortue arrive. Puis plus rien.';

describe('POST /tts/stream', () => {
  it('sends one MP3 that says the whole text, and names who spoke', async () => {
    const response = await stack.post('/tts/stream', { text });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    expect(response.headers.get('x-tts-engine')).toBe('tone');
    const streamed = await listen(new Uint8Array(await response.arrayBuffer()));
    const whole = await listen(new Uint8Array(await (await stack.post('/tts', { text })).arrayBuffer()));
    expect(streamed.peak).toBeGreaterThan(0.1);
    expect(Math.abs(streamed.durationS - whole.durationS)).toBeLessThan(0.25 * whole.durationS);
  });

  it('sends the first sentence while the next one is still being spoken', async () => {
    const voice = heldVoice('tortue');
    const held = await stackOf({ engines: [voice.engine] });
    const response = await held.post('/tts/stream', { text });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect((await listen(first?.value ?? new Uint8Array())).peak).toBeGreaterThan(0.1);
    expect(voice.seen.stopped).toBe(0);
    voice.open();
    const others: number[] = [];
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      others.push(piece.value.length);
    }
    expect(others.reduce((sum, bytes) => sum + bytes, 0)).toBeGreaterThan(1000);
  });

  it('heeds voice, rate and pitch as /tts does', async () => {
    const said = async (wish: object) =>
      listen(new Uint8Array(await (await stack.post('/tts/stream', { text, ...wish })).arrayBuffer()));
    expect((await said({ rate: '-50%' })).durationS).toBeGreaterThan(
      1.5 * (await said({ rate: '+50%' })).durationS,
    );
    await refusal(await stack.post('/tts/stream', { text, voice: 'nobody' }), 422);
    await refusal(await stack.post('/tts/stream', { text: '' }), 422);
  });

  it('is an ordinary 503 when nobody can say the first sentence', async () => {
    const mute = await stackOf({ engines: [{ ...tone(), async *speak() {} }] });
    for (const each of [text, 'Une seule phrase.']) {
      const detail = await refusal(await mute.post('/tts/stream', { text: each }), 503);
      expect(detail).toContain('tone: returned nothing');
    }
  });

  it('breaks the connection off when nobody can say a later one: half a text is not the whole', async () => {
    const voice = tone();
    const engine: SpeechEngine = {
      ...voice,
      async *speak(utterance, signal) {
        if (!utterance.text.includes('tortue')) yield* voice.speak(utterance, signal);
      },
    };
    const hoarse = await stackOf({ engines: [engine] });
    for (const each of [text, 'Un phare brille. La tortue arrive.']) {
      const response = await hoarse.post('/tts/stream', { text: each });
      expect(response.status).toBe(200);
      await expect(response.arrayBuffer()).rejects.toThrow();
    }
  });
});
