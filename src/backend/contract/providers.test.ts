import { describe, expect, it } from 'vitest';
import { startProvider } from '../../../fixtures/providers/provider.js';
import { chatEvents, chatResponse } from '../../protocol/chat.ts';
import { healthResponse, serviceResponse } from '../../protocol/service.ts';
import type { BackendOptions } from '../start.ts';
import { startBackend } from '../start.ts';
import { answer, endWithFile, listen, refusal, startStack } from './stack-under-test.ts';

const told = 'Une fée dort à Cœur-Volant.';
const question = { message: 'Parle-moi des bateaux', audio: false };

/** A provider, and a stack that uses it for one of its services. */
async function stackWith(service: 'llm' | 'tts', name: string, options: BackendOptions = {}) {
  const provider = await startProvider(name);
  endWithFile(provider.close);
  const stack = await startStack({
    [service]: { url: provider.url, model: 'fable', apiKey: 'sk-secret' },
    speechEngines: service === 'tts' ? ['openai', 'tone'] : ['tone'],
    ...options,
  });
  return { provider, stack };
}

const fallingBack: readonly (readonly [name: string, detail: string])[] = [
  ['refuses-key', 'status 401: the key is missing or wrong'],
  ['rate-limited-for-hours', 'status 429: its rate limit is reached'],
  ['broken', 'status 500'],
  ['cut-character', 'the answer broke off'],
  ['empty', 'it said nothing'],
  ['malformed', 'it sent something that is no completion'],
  ['error-in-stream', 'it reported an error instead of an answer'],
];

describe('with a language model of a provider', () => {
  it('the model answers, and is named wherever engines are', async () => {
    const { stack } = await stackWith('llm', 'healthy');
    const reply = await answer(await stack.post('/chat', question), 200, chatResponse);
    expect(reply).toMatchObject({ response: told, model: 'fable' });
    expect(reply).not.toHaveProperty('llm');
    expect((await answer(await stack.get('/'), 200, serviceResponse)).features.llm).toBe('fable');
    const health = await answer(await stack.get('/health'), 200, healthResponse);
    expect(health).toMatchObject({
      status: 'healthy',
      groq: true,
      services: { llm: { engine: 'fable', state: 'ready' } },
    });
  });

  it('it is reminded of what was said', async () => {
    const { stack, provider } = await stackWith('llm', 'healthy');
    await stack.post('/chat', { ...question, session_id: 's' });
    await stack.post('/chat', { message: 'Et puis ?', audio: false, session_id: 's' });
    expect(provider.requests.at(-1)?.body.messages).toEqual([
      expect.objectContaining({ role: 'system' }),
      { role: 'user', content: question.message },
      { role: 'assistant', content: told },
      { role: 'user', content: 'Et puis ?' },
    ]);
  });
});

describe.each(fallingBack)('with a provider that is %s', async (name, detail) => {
  const { stack } = await stackWith('llm', name);
  const attempts = [
    { engine: 'fable', answered: false, detail },
    { engine: 'scripted-persona', answered: true, detail: null },
  ];

  it('the scripted persona answers and says that it does', async () => {
    const reply = await answer(await stack.post('/chat', question), 200, chatResponse);
    expect(reply).toMatchObject({ model: 'scripted-persona', llm: attempts });
    expect(reply.response).toContain('bateaux');
    expect(JSON.stringify(reply)).not.toContain('sk-secret');
  });

  it('health is degraded and names both', async () => {
    const health = await answer(await stack.get('/health'), 200, healthResponse);
    expect(health.status).toBe('degraded');
    expect(health.services.llm).toMatchObject({
      engine: 'scripted-persona',
      state: 'ready',
      failed: ['fable'],
    });
    expect((await answer(await stack.get('/'), 200, serviceResponse)).features.llm).toBe('scripted-persona');
  });
});

describe('a stream', () => {
  it('falls back as long as nothing was heard', async () => {
    const { stack } = await stackWith('llm', 'refuses-key');
    const events = await (await stack.post('/chat/stream', question)).text();
    const end = chatEvents.end
      .strict()
      .parse(JSON.parse(/^event: end\ndata: (.*)$/m.exec(events)?.[1] ?? ''));
    expect([end.model, end.llm?.[0]?.engine]).toEqual(['scripted-persona', 'fable']);
  });

  it('ends with an error once words were heard, and is not patched with other words', async () => {
    const { stack } = await stackWith('llm', 'error-in-stream');
    const events = await (await stack.post('/chat/stream', question)).text();
    expect(events.match(/(?<=^event: )\w+/gm)).toEqual(['token', 'token', 'error']);
    expect(events).toContain('fable: it reported an error instead of an answer');
    expect(events).not.toContain('sk-secret');
  });
});

describe('with the provider alone', () => {
  it('a stack whose provider is dead does not start', async () => {
    const { url } = await startProvider('refuses-key').then((provider) => {
      endWithFile(provider.close);
      return provider;
    });
    const options: BackendOptions = { llm: { url, model: 'fable' }, llmEngines: ['openai'] };
    await expect(startBackend({ ...options, speechEngines: ['tone'] })).rejects.toThrow('not answering: llm');
  });

  it('one whose provider dies answers 503, and never an apology', async () => {
    const { stack, provider } = await stackWith('llm', 'healthy', { llmEngines: ['openai'] });
    await provider.close();
    for (const route of ['/chat', '/chat/stream']) {
      expect(await refusal(await stack.post(route, question), 503)).toBe(
        'the language model did not answer: fable: no connection (ECONNREFUSED)',
      );
    }
    const health = await answer(await stack.get('/health'), 503, healthResponse);
    expect(health).toMatchObject({ groq: false, services: { llm: { engine: 'fable', state: 'down' } } });
  });

  it('one that is too slow costs its deadline once, and is passed while it rests', async () => {
    const { stack, provider } = await stackWith('llm', 'hangs', { llmDeadlineMs: 30 });
    expect(provider.requests).toHaveLength(1);
    const reply = await answer(await stack.post('/chat', question), 200, chatResponse);
    expect(reply.llm?.[0]).toEqual({
      engine: 'fable',
      answered: false,
      detail: expect.stringMatching(/^resting for \d+ s after: no answer within 30 ms$/),
    });
    expect(provider.requests).toHaveLength(1);
  });
});

describe('with a voice of a provider', () => {
  it('it speaks, and is named', async () => {
    const { stack } = await stackWith('tts', 'healthy');
    const spoken = await stack.post('/tts', { text: 'Bonjour' });
    expect(spoken.headers.get('x-tts-engine')).toBe('openai:fable');
    expect((await listen(new Uint8Array(await spoken.arrayBuffer()))).peak).toBeGreaterThan(0.1);
    expect((await answer(await stack.get('/health'), 200, healthResponse)).status).toBe('healthy');
  });

  it.each([
    ['malformed', 'an MP3 without sound'],
    ['empty', 'returned nothing'],
    ['cut-character', 'the answer broke off'],
    ['refuses-key', 'status 401: the key is missing or wrong'],
    ['error-in-stream', 'returned neither WAV nor MP3'],
    ['hangs', expect.stringMatching(/^resting for \d+ s after: no sound within 50 ms$/)],
  ])('that is %s, the next engine speaks and the failure is told', async (name, detail) => {
    const { stack } = await stackWith('tts', name, { speechDeadlineMs: name === 'hangs' ? 50 : 30_000 });
    const reply = await answer(await stack.post('/chat', { message: 'Bonjour' }), 200, chatResponse);
    expect(reply.speech).toEqual([
      { engine: 'openai:fable', spoke: false, detail },
      { engine: 'tone', spoke: true, detail: null },
    ]);
    const health = await answer(await stack.get('/health'), 200, healthResponse);
    expect(health.status).toBe('degraded');
    expect(health.services.tts).toMatchObject({ engine: 'tone', failed: ['openai:fable'] });
  });
});

describe('startBackend', () => {
  it('refuses an engine that is not configured, and an address that is none', async () => {
    await expect(startBackend({ llmEngines: ['openai'] })).rejects.toThrow(
      'openai is chosen, but not configured',
    );
    await expect(startBackend({ speechEngines: ['piper'] })).rejects.toThrow('piper is chosen');
    for (const url of ['localhost:1', 'nowhere', 'http://me:sk@host/v1']) {
      await expect(startBackend({ stt: { url, model: 'm' } })).rejects.toThrow(/^the url of stt/);
    }
  });
});
