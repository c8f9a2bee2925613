import { describe, expect, it } from 'vitest';
import { chatResponse } from '../../protocol/chat.ts';
import { healthResponse, serviceResponse } from '../../protocol/service.ts';
import type { LlmEngine } from '../engines/llm/llm-engine.ts';
import type { SpeechEngine } from '../engines/tts/speech-engine.ts';
import { tone } from '../engines/tts/tone.ts';
import { stackOf } from './stack-of-parts.ts';
import { answer, refusal } from './stack-under-test.ts';

/** A speech engine that works as long as `broken` is null. */
function fragile(id: string, broken: string | null) {
  const state = { broken };
  const inner = tone();
  const engine: SpeechEngine = {
    ...inner,
    id,
    speak(utterance, signal) {
      if (state.broken !== null) throw new Error(state.broken);
      return inner.speak(utterance, signal);
    },
  };
  return { engine, state };
}

describe('when no speech engine works', async () => {
  const stack = await stackOf({
    engines: [fragile('first', 'out of breath').engine, fragile('second', 'hoarse').engine],
  });

  it('POST /tts is 503 and says why', async () => {
    expect(await refusal(await stack.post('/tts', { text: 'Bonjour' }), 503)).toBe(
      'no speech engine answered: first: out of breath; second: hoarse',
    );
  });

  it('POST /chat still answers in text, and says why it is mute', async () => {
    const reply = await answer(
      await stack.post('/chat', { message: 'Parle-moi du vent' }),
      200,
      chatResponse,
    );
    expect(reply.response).toContain('vent');
    expect(reply).toMatchObject({ audio_base64: null, audio_format: null });
    expect(reply.speech).toEqual([
      { engine: 'first', spoke: false, detail: 'out of breath' },
      { engine: 'second', spoke: false, detail: 'hoarse' },
    ]);
  });

  it('health is unhealthy with 503, and the stack not ready', async () => {
    const health = await answer(await stack.get('/health'), 503, healthResponse);
    expect(health).toMatchObject({
      status: 'unhealthy',
      tts: false,
      groq: true,
      detail: 'not answering: tts',
    });
    expect(health.services.tts).toMatchObject({ engine: 'first', state: 'down' });
    expect(await refusal(await stack.get('/health/ready'), 503)).toBe('not answering: tts');
    expect((await stack.get('/health/live')).status).toBe(200);
  });

  it('no engine is named among the features', async () => {
    expect((await answer(await stack.get('/'), 200, serviceResponse)).features.tts).toBe('disabled');
  });
});

describe('when the preferred speech engine fails', () => {
  it('the next one speaks, all answers say so, and it is taken back once it works', async () => {
    const { engine, state } = fragile('fine', null);
    const stack = await stackOf({ engines: [engine, tone()] });
    expect((await stack.post('/tts', { text: 'Bonjour' })).headers.get('x-tts-engine')).toBe('fine');

    state.broken = 'hoarse';
    const spoken = await stack.post('/tts', { text: 'Bonjour' });
    expect(spoken.headers.get('x-tts-engine')).toBe('tone');
    expect(spoken.headers.get('x-tts-failed')).toBe('fine');
    const reply = await answer(await stack.post('/chat', { message: 'Bonjour' }), 200, chatResponse);
    expect(reply.speech).toEqual([
      { engine: 'fine', spoke: false, detail: 'hoarse' },
      { engine: 'tone', spoke: true, detail: null },
    ]);
    expect(await answer(await stack.get('/health'), 200, healthResponse)).toMatchObject({
      status: 'degraded',
      tts: true,
      services: { tts: { engine: 'tone', state: 'ready' } },
    });
    expect((await answer(await stack.get('/'), 200, serviceResponse)).features.tts).toBe('tone');

    state.broken = null;
    await stack.post('/tts', { text: 'Bonjour' });
    expect((await answer(await stack.get('/health'), 200, healthResponse)).status).toBe('healthy');
  });
});

describe('when the language model fails', () => {
  const saying = (...tokens: readonly (string | Error)[]): LlmEngine => ({
    id: 'broken',
    async *reply() {
      for (const token of tokens) {
        if (token instanceof Error) throw token;
        yield token;
      }
    },
  });

  it.each<[string, LlmEngine, string]>([
    ['throws', saying(new Error('secret of the provider')), 'it failed'],
    ['says nothing', saying(), 'it said nothing'],
    ['says blanks', saying(' ', '\n'), 'it said nothing'],
  ])('that %s, /chat and /chat/stream are 503 and health says so', async (_, llm, why) => {
    const stack = await stackOf({ llm: [llm] });
    const detail = `the language model did not answer: broken: ${why}`;
    for (const route of ['/chat', '/chat/stream']) {
      expect(await refusal(await stack.post(route, { message: 'Bonjour' }), 503)).toBe(detail);
    }
    const health = await answer(await stack.get('/health'), 503, healthResponse);
    expect(health).toMatchObject({ status: 'unhealthy', groq: false, services: { llm: { state: 'down' } } });
    expect((await stack.get('/health/ready')).status).toBe(503);
  });

  it('in mid-stream, the stream ends with an error event and nothing is remembered', async () => {
    const stack = await stackOf({ llm: [saying('Half', ' an', new Error('cut'))] });
    const response = await stack.post('/chat/stream', { message: 'Bonjour', session_id: 's' });
    const names = (await response.text()).match(/(?<=^event: )\w+/gm);
    expect(names).toEqual(['token', 'token', 'error']);
    expect(stack.store.history('s')).toEqual([]);
  });
});

describe('Retry-After', () => {
  it('is the first whole second at which a request is accepted', async () => {
    let nowMs = 1_000;
    const stack = await stackOf({ now: () => nowMs, limit: 2 });
    const ask = () => stack.post('/clear', { session_id: 'a' });
    await ask();
    nowMs += 20_500;
    await ask();
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('40');
    nowMs += 39_000;
    expect((await ask()).headers.get('retry-after')).toBe('1');
    nowMs += 1_000;
    expect((await ask()).status).toBe(200);
  });
});

describe('the age of a check', () => {
  it('grows until the engine is used again', async () => {
    let nowMs = 0;
    const stack = await stackOf({ now: () => nowMs });
    const ages = async () => {
      const { services } = await answer(await stack.get('/health'), 200, healthResponse);
      return [services.llm.checked_age_s, services.tts.checked_age_s];
    };
    nowMs += 42_000;
    expect(await ages()).toEqual([42, 42]);
    await stack.post('/chat', { message: 'Bonjour', audio: false });
    expect(await ages()).toEqual([0, 42]);
  });
});
