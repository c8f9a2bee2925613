import { describe, expect, it } from 'vitest';
import {
  healthResponse,
  probeResponse,
  serviceResponse,
  statsResponse,
  voicesResponse,
} from '../../protocol/service.ts';
import { answer, refusal, startStack } from './stack-under-test.ts';

const voiceIds = [
  ...['eva', 'eva-warm', 'eva-young', 'eva-soft', 'eva-sensual'],
  ...['male', 'male-warm', 'male-deep', 'eva-en', 'eva-en-warm'],
];

const stack = await startStack();

describe('GET /', () => {
  it('names the service and the engines that really answer', async () => {
    const service = await answer(await stack.get('/'), 200, serviceResponse);
    expect(service).toMatchObject({ service: 'EVA-VOICE', status: 'online' });
    expect(service.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(service.features).toEqual({ llm: 'scripted-persona', stt: 'browser-only', tts: 'tone' });
  });

  it('lists the ten voices', async () => {
    expect((await answer(await stack.get('/'), 200, serviceResponse)).voices).toEqual(voiceIds);
  });
});

describe('GET /health', () => {
  it('is healthy, and says of each service what its last use proved', async () => {
    const { services, ...flags } = await answer(await stack.get('/health'), 200, healthResponse);
    expect(flags).toEqual({ status: 'healthy', groq: true, whisper: false, tts: true, database: true });
    expect(services).toMatchObject({
      llm: { engine: 'scripted-persona', state: 'ready', checked_age_s: expect.any(Number) },
      tts: { engine: 'tone', state: 'ready', checked_age_s: expect.any(Number) },
      database: { engine: 'sqlite', state: 'ready', checked_age_s: 0 },
    });
  });

  it('does not claim to hear', async () => {
    const { services } = await answer(await stack.get('/health'), 200, healthResponse);
    expect(services.stt).toEqual({ engine: 'browser-only', state: 'absent', checked_age_s: null });
  });

  it('is alive and ready as soon as it can be reached', async () => {
    expect(await answer(await stack.get('/health/live'), 200, probeResponse)).toEqual({ status: 'alive' });
    expect(await answer(await stack.get('/health/ready'), 200, probeResponse)).toEqual({ status: 'ready' });
  });
});

describe('GET /voices', () => {
  it('gives each voice a name, and one is the default', async () => {
    const { voices } = await answer(await stack.get('/voices'), 200, voicesResponse);
    expect(voices.map(({ id }) => id)).toEqual(voiceIds);
    expect(voices.filter((voice) => voice.default).map(({ id }) => id)).toEqual(['eva']);
    expect(new Set(voices.map(({ name }) => name)).size).toBe(10);
  });
});

describe('GET /stats', () => {
  it('knows no average before the first request, and counts those answered well', async () => {
    const fresh = await startStack();
    expect(await answer(await fresh.get('/stats'), 200, statsResponse)).toEqual({
      total_requests: 0,
      avg_latency_ms: null,
      requests_last_hour: 0,
      active_sessions: 0,
      speech: { spoken: 1, mute: 0, cancelled: 0, in_progress: 0 },
    });
    await fresh.post('/chat', { message: 'Bonjour', session_id: 'one', audio: false });
    await fresh.post('/chat', { message: 'Encore', session_id: 'one', audio: false });
    await fresh.post('/chat', { message: 'Bonsoir', session_id: 'two', audio: false });
    await fresh.post('/chat', { message: '' });
    await fresh.post('/tts', { text: 'Oui' });
    const stats = await answer(await fresh.get('/stats'), 200, statsResponse);
    expect(stats).toMatchObject({ total_requests: 4, requests_last_hour: 4, active_sessions: 2 });
    expect(stats.avg_latency_ms).toBeGreaterThan(0);
  });
});

describe('what this form of the stack lacks', () => {
  it.each(['/nowhere', '/chat/'])('POST %s is not found', async (path) => {
    expect(await refusal(await stack.post(path, {}), 404)).toBe('no such route');
  });

  it('GET of a POST route is not found', async () => {
    await refusal(await stack.get('/chat'), 404);
  });
});
