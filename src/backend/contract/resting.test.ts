import { describe, expect, it } from 'vitest';
import { chatResponse } from '../../protocol/chat.ts';
import { healthResponse } from '../../protocol/service.ts';
import type { LlmEngine } from '../engines/llm/llm-engine.ts';
import type { SpeechEngine } from '../engines/tts/speech-engine.ts';
import { tone } from '../engines/tts/tone.ts';
import { stackOf } from './stack-of-parts.ts';
import { answer, refusal } from './stack-under-test.ts';

/** A speech engine that fails as long as it is told to, and counts how often it was asked. */
function fragile() {
  const state = { broken: false, asked: 0 };
  const inner = tone();
  const engine: SpeechEngine = {
    ...inner,
    id: 'fine',
    speak(utterance, signal) {
      state.asked += 1;
      if (state.broken) throw new Error('hoarse');
      return inner.speak(utterance, signal);
    },
  };
  return { engine, state };
}

describe('a speech engine that failed three times', () => {
  it('rests, named in every answer, and is tried again after its rest', async () => {
    let nowMs = 0;
    const { engine, state } = fragile();
    const stack = await stackOf({ engines: [engine, tone()], now: () => nowMs });
    const say = () => stack.post('/tts', { text: 'Bonjour' });

    state.broken = true;
    for (let each = 0; each < 3; each += 1) await say();
    state.asked = 0;
    nowMs += 3_000;
    expect((await say()).headers.get('x-tts-failed')).toBe('fine');
    const reply = await answer(await stack.post('/chat', { message: 'Bonjour' }), 200, chatResponse);
    expect(reply.speech).toEqual([
      { engine: 'fine', spoke: false, detail: 'resting for 12 s after: hoarse' },
      { engine: 'tone', spoke: true, detail: null },
    ]);
    expect(state.asked).toBe(0);
    const health = await answer(await stack.get('/health'), 200, healthResponse);
    expect(health).toMatchObject({ status: 'degraded', services: { tts: { failed: ['fine'] } } });

    state.broken = false;
    nowMs += 12_000;
    expect((await say()).headers.get('x-tts-engine')).toBe('fine');
    expect((await answer(await stack.get('/health'), 200, healthResponse)).status).toBe('healthy');
  });
});

describe('the only language model', () => {
  it('is asked though it rests', async () => {
    const state = { broken: true };
    const only: LlmEngine = {
      id: 'only',
      async *reply() {
        if (state.broken) throw new Error('secret');
        yield 'Bonsoir';
      },
    };
    const stack = await stackOf({ llm: [only] });
    const ask = () => stack.post('/chat', { message: 'Bonjour', audio: false });
    for (let each = 0; each < 5; each += 1) {
      expect(await refusal(await ask(), 503)).toBe('the language model did not answer: only: it failed');
    }
    state.broken = false;
    expect((await answer(await ask(), 200, chatResponse)).response).toBe('Bonsoir');
  });
});
