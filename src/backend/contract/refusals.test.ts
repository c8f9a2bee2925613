import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { chatResponse, clearResponse } from '../../protocol/chat.ts';
import { errorResponse } from '../../protocol/service.ts';
import { startBackend } from '../start.ts';
import { answer, clientOf, endWithFile, refusal, startStack } from './stack-under-test.ts';

const stack = await startStack();
const json = { 'content-type': 'application/json' };

describe('a body that is not right', () => {
  it.each<[string, unknown, RegExp]>([
    ['/chat', {}, /message/],
    ['/chat', { message: '' }, /message/],
    ['/chat', { message: '   ' }, /message/],
    ['/chat', { message: 'a'.repeat(2001) }, /message/],
    ['/chat', { message: 7 }, /message/],
    ['/chat', { message: 'Bonjour', voice: 'nobody' }, /voice/],
    ['/chat', { message: 'Bonjour', session_id: '' }, /session_id/],
    ['/chat', { message: 'Bonjour', session_id: 'a\0b' }, /session_id/],
    ['/clear', { session_id: 'a\ud800' }, /session_id/],
    ['/chat', { message: 'Bonjour', audio: 'yes' }, /audio/],
    ['/chat/stream', { message: '' }, /message/],
    ['/chat', [], /object/],
    ['/tts', { text: 'a'.repeat(1001) }, /text/],
    ['/tts', { text: 'Bonjour', rate: 'fast' }, /rate/],
    ['/tts', { text: 'Bonjour', rate: '+900%' }, /rate/],
    ['/tts', { text: 'Bonjour', pitch: '5' }, /pitch/],
    ['/clear', {}, /session_id/],
  ])('POST %s %j is 422 and names the field', async (path, body, field) => {
    expect(await refusal(await stack.post(path, body), 422)).toMatch(field);
  });

  it('is 422 when it is not JSON', async () => {
    expect(await refusal(await stack.postRaw('/chat', '{"message":', json), 422)).toMatch(/JSON/);
    await refusal(await stack.postRaw('/chat', '', json), 422);
    await refusal(await stack.postRaw('/chat', '{"__proto__":{"a":1},"message":"Bonjour"}', json), 422);
  });

  it('is 415 when it is of another type', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      await refusal(await stack.postRaw('/chat', 'message=Bonjour', { 'content-type': type }), 415);
    }
  });

  it.each([
    ['400 Bad Request', 'good morning\r\n\r\n'],
    ['400 Bad Request', 'GET / HTTP/1.1\r\n\r\n'],
    ['417 Expectation Failed', 'GET / HTTP/1.1\r\nhost: localhost\r\nexpect: a miracle\r\n\r\n'],
    ['431 Request Header Fields Too Large', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`],
  ])('is %s in the one shape when it is no HTTP to speak of', async (status, bytes) => {
    const connection = connect(stack.port, '127.0.0.1');
    connection.end(bytes);
    const [head = '', body = ''] = (await text(connection)).split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status}`);
    expect(errorResponse.strict().parse(JSON.parse(body)).detail).not.toBe('');
  });
});

describe('with an API key', async () => {
  const locked = await startStack({ apiKey: 'sesame', rateLimitPerMinute: 5 });

  it.each(['/', '/health', '/health/ready', '/voices', '/stats', '/nowhere'])(
    'GET %s wants it',
    async (path) => {
      expect(await refusal(await locked.get(path), 401)).toMatch(/X-API-Key/);
      expect((await locked.get(path, { 'x-api-key': 'sesame' })).status).not.toBe(401);
    },
  );

  it('refuses a wrong one, before it counts against the rate limit', async () => {
    for (let index = 0; index < 6; index += 1) {
      await refusal(await locked.post('/clear', { session_id: 'a' }, { 'x-api-key': `sesam${index}` }), 401);
    }
    const reply = await locked.post('/clear', { session_id: 'a' }, { 'x-api-key': 'sesame' });
    await answer(reply, 200, clearResponse);
    expect(reply.headers.get('x-rate-limit-remaining')).toBe('4');
  });

  it('leaves /health/live open', async () => {
    expect((await locked.get('/health/live')).status).toBe(200);
  });
});

describe('the rate limit', () => {
  it('is one bucket for all POST routes, and tells what is left', async () => {
    const limited = await startStack({ rateLimitPerMinute: 4 });
    const chat = await limited.post('/chat', { message: 'Bonjour', audio: false });
    expect(chat.headers.get('x-rate-limit-remaining')).toBe('3');
    expect((await answer(chat, 200, chatResponse)).rate_limit_remaining).toBe(3);
    expect((await limited.post('/tts', { text: 'Oui' })).headers.get('x-rate-limit-remaining')).toBe('2');
    expect((await limited.post('/clear', {})).headers.get('x-rate-limit-remaining')).toBe('1');
    const stream = await limited.post('/chat/stream', { message: 'Bonjour', audio: false });
    expect(stream.headers.get('x-rate-limit-remaining')).toBe('0');

    const refused = await limited.post('/chat', { message: 'Bonjour' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(refused.headers.get('x-rate-limit-remaining')).toBe('0');
    expect(await refusal(refused, 429)).toContain(`${refused.headers.get('retry-after')} s`);
    expect((await limited.get('/health')).status).toBe(200);
  });

  it('is 60 a minute unless told otherwise', async () => {
    const ordinary = await startBackend({ speechEngines: ['tone'] });
    endWithFile(ordinary.close);
    const reply = await clientOf(ordinary.url).post('/clear', { session_id: 'a' });
    expect(reply.headers.get('x-rate-limit-remaining')).toBe('59');
  });

  it('says nothing when there is none', async () => {
    const reply = await stack.post('/clear', { session_id: 'a' });
    expect(reply.headers.get('x-rate-limit-remaining')).toBeNull();
  });
});
