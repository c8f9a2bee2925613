import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { chatResponse } from '../../protocol/chat.ts';
import type { ServerFrame } from '../../protocol/socket.ts';
import { connect, refusedUpgrade, socketUrl } from './socket-client.ts';
import { answer, startStack } from './stack-under-test.ts';

const stack = await startStack();
const textOf = (frames: readonly ServerFrame[]) =>
  frames.map((frame) => (frame.type === 'token' ? frame.content : '')).join('');

describe('WS /ws/chat', () => {
  it('answers a message with tokens and one end', async () => {
    const client = await connect(stack.url);
    client.send({ type: 'message', content: 'Parle-moi du vent', session_id: 's' });
    const frames = await client.turn();
    expect(frames.map(({ type }) => type).join(' ')).toMatch(/^token( token){3,} end$/);
    const chat = await stack.post('/chat', { message: 'Parle-moi du vent', audio: false });
    expect(textOf(frames)).toBe((await answer(chat, 200, chatResponse)).response);
  });

  it('remembers within its session, until that is cleared', async () => {
    const client = await connect(stack.url);
    const ask = async (content: string) => {
      client.send({ type: 'message', content });
      return textOf(await client.turn());
    };
    await ask('My name is Ada');
    expect(await ask('What is my name?')).toContain('Ada');
    client.send({ type: 'clear' });
    expect(await client.next()).toEqual({ type: 'cleared' });
    expect(await ask('What is my name?')).not.toContain('Ada');
  });

  it('shares named sessions with POST /chat', async () => {
    await stack.post('/chat', { message: 'My name is Max', session_id: 'both', audio: false });
    const client = await connect(stack.url);
    client.send({ type: 'message', content: 'What is my name?', session_id: 'both' });
    expect(textOf(await client.turn())).toContain('Max');
  });

  it('answers many messages in their order', async () => {
    const client = await connect(stack.url);
    const topics = ['boats', 'clouds', 'mountains', 'rivers'];
    for (const topic of topics) client.send({ type: 'message', content: `Tell me about ${topic}` });
    for (const topic of topics) expect(textOf(await client.turn())).toContain(`"${topic}"`);
  });

  it.each<[string, object | string, RegExp]>([
    ['what is not JSON', '{"type":', /not JSON/],
    ['another shape', { message: 'Bonjour' }, /\{"type":"message","content":"…"/],
    ['an unknown type', { type: 'shout', content: 'Bonjour' }, /type/],
    ['an empty message', { type: 'message', content: '' }, /content/],
    ['too long a message', { type: 'message', content: 'a'.repeat(2001) }, /content/],
    ['null', 'null', /type/],
  ])('answers %s with an error, and goes on', async (_, frame, reason) => {
    const client = await connect(stack.url);
    client.send(frame);
    expect(await client.next()).toEqual({ type: 'error', message: expect.stringMatching(reason) });
    client.send({ type: 'ping' });
    expect(await client.next()).toEqual({ type: 'pong' });
  });

  it('answers a binary frame with an error', async () => {
    const client = await connect(stack.url);
    client.socket.send(Buffer.from([1, 2, 3]));
    expect(await client.next()).toMatchObject({ type: 'error', message: expect.stringContaining('text') });
  });

  it('ends a socket that sends a frame over 64 KiB', async () => {
    const client = await connect(stack.url);
    client.send({ type: 'message', content: 'a'.repeat(65 * 1024) });
    const [code] = await once(client.socket, 'close');
    expect(code).toBe(1009);
    expect((await stack.get('/health/live')).status).toBe(200);
  });

  it('counts messages and pings in the bucket of the POST routes, and says when to come back', async () => {
    const limited = await startStack({ rateLimitPerMinute: 3 });
    const client = await connect(limited.url);
    client.send({ type: 'ping' });
    expect(await client.next()).toEqual({ type: 'pong' });
    client.send({ type: 'message', content: 'Bonjour' });
    expect((await client.turn()).at(-1)).toEqual({ type: 'end' });
    expect((await limited.post('/clear', { session_id: 'a' })).headers.get('x-rate-limit-remaining')).toBe(
      '0',
    );
    client.send({ type: 'ping' });
    const refused = await client.next();
    expect(refused).toMatchObject({ type: 'error', message: expect.stringContaining('rate limit') });
    expect(refused.type === 'error' && refused.retry_after).toBeGreaterThan(50);
    expect((await limited.post('/clear', { session_id: 'a' })).status).toBe(429);
  });
});

describe('an upgrade', () => {
  it('to an unknown path is a clean 404', async () => {
    const refused = await refusedUpgrade(`${stack.url.replace('http', 'ws')}/ws/nowhere`);
    expect(refused).toEqual({
      status: 404,
      type: 'application/json; charset=utf-8',
      body: '{"detail":"no such route"}',
    });
  });

  it('without the API key is 401', async () => {
    const locked = await startStack({ apiKey: 'sesame' });
    expect((await refusedUpgrade(socketUrl(locked.url))).status).toBe(401);
    expect((await refusedUpgrade(socketUrl(locked.url), { 'x-api-key': 'nope' })).status).toBe(401);
    const client = await connect(locked.url, { 'x-api-key': 'sesame' });
    client.send({ type: 'ping' });
    expect(await client.next()).toEqual({ type: 'pong' });
  });

  it.each([
    ['an incomplete handshake', { connection: 'upgrade', upgrade: 'websocket' }, 400],
    ['another protocol', { connection: 'upgrade', upgrade: 'h2c' }, 426],
  ])('with %s is refused in the one shape', async (_, headers, status) => {
    const asking = request(`${stack.url}/ws/chat`, { headers });
    asking.end();
    const [response] = await once(asking, 'response');
    expect(response.statusCode).toBe(status);
    expect(JSON.parse(String(await response.setEncoding('utf8').toArray()))).toEqual({
      detail: expect.any(String),
    });
  });
});

describe('the end of the stack', () => {
  it('closes its sockets and lets go of the port', async () => {
    const ending = await startStack();
    const client = await connect(ending.url);
    const closed = once(client.socket, 'close');
    await ending.close();
    expect((await closed)[0]).toBe(1001);
    await expect(ending.get('/health/live')).rejects.toThrow();
    const again = await startStack({ port: ending.port });
    expect(again.port).toBe(ending.port);
  });
});
