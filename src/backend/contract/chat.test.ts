import { describe, expect, it } from 'vitest';
import { chatEvents, chatResponse, clearResponse } from '../../protocol/chat.ts';
import { answer, listen, startStack } from './stack-under-test.ts';

const stack = await startStack();

const chat = async (body: Record<string, unknown>) =>
  answer(await stack.post('/chat', { audio: false, ...body }), 200, chatResponse);

describe('POST /chat', () => {
  it('answers in text, and says who answered', async () => {
    const reply = await chat({ message: 'Parle-moi des bateaux' });
    expect(reply.response).toContain('bateaux');
    expect(reply).toMatchObject({ model: 'scripted-persona', cached: false, rate_limit_remaining: null });
    expect(reply.latency_ms).toBeGreaterThan(0);
  });

  it('answers in the language of the message', async () => {
    expect((await chat({ message: 'Tell me about the sea and my boats' })).response).toMatch(/"boats"/);
    expect((await chat({ message: 'Parle-moi de la mer et du vent' })).response).toMatch(/« vent »/);
  });

  it('speaks its answer unless told not to', async () => {
    const reply = await answer(
      await stack.post('/chat', { message: 'Parle-moi du vent' }),
      200,
      chatResponse,
    );
    expect(reply.audio_format).toBe('mp3');
    expect(reply.speech).toEqual([{ engine: 'tone', spoke: true, detail: null }]);
    const { durationS, peak } = await listen(Buffer.from(reply.audio_base64 ?? '', 'base64'));
    expect(durationS).toBeGreaterThan(1);
    expect(peak).toBeGreaterThan(0.1);
  });

  it('makes no sound with audio false', async () => {
    const reply = await chat({ message: 'Parle-moi du vent' });
    expect(reply).toMatchObject({ audio_base64: null, audio_format: null, speech: [] });
  });

  it('keeps the session it is given, and makes one up otherwise', async () => {
    expect((await chat({ message: 'Bonjour', session_id: 'mine' })).session_id).toBe('mine');
    const first = (await chat({ message: 'Bonjour' })).session_id;
    const second = (await chat({ message: 'Bonjour', session_id: null })).session_id;
    expect(first).not.toBe(second);
  });

  it('remembers within a session, and only there', async () => {
    await chat({ message: "Bonjour, je m'appelle Zoé", session_id: 'zoe' });
    const asked = 'Quel est mon nom ?';
    expect((await chat({ message: asked, session_id: 'zoe' })).response).toContain('Zoé');
    expect((await chat({ message: asked, session_id: 'other' })).response).not.toContain('Zoé');
  });
});

describe('POST /clear', () => {
  it('forgets the session, and leaves the others', async () => {
    await chat({ message: 'My name is Ada', session_id: 'ada' });
    await chat({ message: 'My name is Max', session_id: 'max' });
    const cleared = await answer(await stack.post('/clear', { session_id: 'ada' }), 200, clearResponse);
    expect(cleared).toEqual({ status: 'cleared', session_id: 'ada' });
    expect((await chat({ message: 'What is my name?', session_id: 'ada' })).response).not.toContain('Ada');
    expect((await chat({ message: 'What is my name?', session_id: 'max' })).response).toContain('Max');
  });

  it('takes a session that it never saw', async () => {
    expect((await stack.post('/clear', { session_id: 'never seen' })).status).toBe(200);
  });
});

describe('POST /chat/stream', () => {
  async function events(body: Record<string, unknown>) {
    const response = await stack.post('/chat/stream', body);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const blocks = (await response.text()).split('\n\n').filter(Boolean);
    return blocks.map((block) => {
      const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
      return { name, data: JSON.parse(data) };
    });
  }

  it('sends every token, then the sound, then one end', async () => {
    const names = (await events({ message: 'Parle-moi du vent' })).map(({ name }) => name);
    expect(names.join(' ')).toMatch(/^token( token)+( audio)+ end$/);
  });

  it('streams the same words that /chat answers', async () => {
    const tokens = (await events({ message: 'Parle-moi du vent', audio: false }))
      .filter(({ name }) => name === 'token')
      .map(({ data }) => chatEvents.token.strict().parse(data).content);
    expect(tokens.length).toBeGreaterThan(3);
    expect(tokens.join('')).toBe((await chat({ message: 'Parle-moi du vent' })).response);
  });

  it('sends one decodable clip per sentence', async () => {
    const all = await events({ message: 'Parle-moi du vent' });
    const clips = all
      .filter(({ name }) => name === 'audio')
      .map(({ data }) => chatEvents.audio.strict().parse(data));
    const text = (await chat({ message: 'Parle-moi du vent' })).response;
    expect(clips).toHaveLength(text.split(/[.?!] /).length);
    for (const { audio_base64 } of clips) {
      expect((await listen(Buffer.from(audio_base64, 'base64'))).peak).toBeGreaterThan(0.1);
    }
  });

  it('reports at the end what /chat reports', async () => {
    const end = (await events({ message: 'Bonjour', session_id: 'streamed' })).at(-1);
    expect(chatEvents.end.strict().parse(end?.data)).toMatchObject({
      session_id: 'streamed',
      model: 'scripted-persona',
      cached: false,
      speech: [{ engine: 'tone', spoke: true, detail: null }, { engine: 'tone' }],
    });
  });
});
