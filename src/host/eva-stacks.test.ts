import { MPEGDecoder } from 'mpg123-decoder';
import { afterEach, expect, it } from 'vitest';
import { startStack } from '../../fixtures/stacks/stack.js';
import type { HttpExchange } from '../domain/host.ts';
import { createClock } from './clock.ts';
import { createHttp } from './http.ts';
import { createSockets } from './sockets.ts';

const http = createHttp(createClock());
const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(endings.splice(0).map((end) => end()));
});

async function stack(name: string) {
  const { url, close } = await startStack(name);
  endings.push(close);
  const limits = { timeoutMs: 30_000, maxBytes: 1_000_000 };
  return {
    url,
    get: (path: string, headers = {}) =>
      http.exchange({ method: 'GET', url: url + path, headers, ...limits }),
    post: (path: string, json: unknown) =>
      http.exchange({ method: 'POST', url: url + path, json, ...limits }),
  };
}

const bodyOf = (exchange: HttpExchange): Uint8Array =>
  exchange.kind === 'answered' ? exchange.body : new Uint8Array();

const jsonOf = (exchange: HttpExchange): unknown => JSON.parse(new TextDecoder().decode(bodyOf(exchange)));

async function secondsOf(mp3: Uint8Array): Promise<number> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const { samplesDecoded, sampleRate } = decoder.decode(mp3);
  decoder.free();
  return sampleRate === 0 ? 0 : samplesDecoded / sampleRate;
}

it('eva-like answers what it was asked, and speaks', async () => {
  const { get, post } = await stack('eva-like');
  expect(jsonOf(await get('/'))).toMatchObject({ service: 'EVA-VOICE', status: 'online' });
  const turn = jsonOf(await post('/chat', { message: 'Parle-moi des marées.', session_id: 's' }));
  expect(turn).toMatchObject({ response: expect.stringContaining('marées'), session_id: 's', cached: false });
  const spoken = await post('/tts', { text: 'Les marées suivent la Lune.' });
  expect(spoken).toMatchObject({ status: 200, headers: { 'content-type': 'audio/mpeg' } });
  expect(await secondsOf(bodyOf(spoken))).toBeGreaterThan(1);
});

it('eva-like refuses what the contract refuses', async () => {
  const { get, post } = await stack('eva-like');
  expect(await get('/nowhere')).toMatchObject({ status: 404 });
  expect(await post('/chat', { text: 'x' })).toMatchObject({ status: 422 });
  expect(await post('/tts', { text: '' })).toMatchObject({ status: 400 });
  expect(await post('/stt', {})).toMatchObject({ status: 503 });
});

it('apology-200 says sorry where it should answer, and is healthy elsewhere', async () => {
  const { get, post } = await stack('apology-200');
  expect(jsonOf(await get('/health'))).toMatchObject({ status: 'healthy' });
  const turn = await post('/chat', { message: 'Parle-moi des marées.' });
  expect(turn).toMatchObject({ status: 200 });
  expect(jsonOf(turn)).toMatchObject({ response: expect.not.stringContaining('marées'), audio_base64: null });
});

it('speech-tiny says 140 bytes of nothing', async () => {
  const body = bodyOf(await (await stack('speech-tiny')).post('/tts', { text: 'Bonjour.' }));
  expect(body).toHaveLength(140);
  expect(new TextDecoder().decode(body.subarray(0, 3))).toBe('ID3');
  expect(await secondsOf(body)).toBe(0);
});

it('rate-limited takes three POSTs, then refuses without saying for how long', async () => {
  const { get, post } = await stack('rate-limited');
  const answers = [];
  for (let i = 0; i < 4; i++) answers.push(await post('/clear', {}));
  expect(answers.map((answer) => answer.kind === 'answered' && answer.status)).toEqual([200, 200, 200, 429]);
  expect(answers[3]).not.toHaveProperty('headers.retry-after');
  expect(await get('/health')).toMatchObject({ status: 200 });
});

it('auth-required wants its key everywhere but on /health', async () => {
  const { get } = await stack('auth-required');
  expect(await get('/health')).toMatchObject({ status: 200 });
  expect(await get('/stats')).toMatchObject({ status: 401 });
  expect(await get('/stats', { 'x-api-key': 'wrong' })).toMatchObject({ status: 401 });
  expect(await get('/stats', { 'x-api-key': 'fixture-key' })).toMatchObject({ status: 200 });
});

it('eva-like answers a ping on its socket', async () => {
  const { url } = await stack('eva-like');
  const request = { url: `${url.replace('http', 'ws')}/ws/chat`, timeoutMs: 30_000 };
  const opened = await createSockets(createClock()).open(request);
  if (opened.kind === 'failed') throw new Error(opened.message);
  opened.socket.send('{"type":"ping"}');
  expect(await opened.socket.next(30_000)).toMatchObject({ kind: 'text', text: '{"type":"pong"}' });
  await opened.socket.close();
});
