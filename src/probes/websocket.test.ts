import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startStack } from '../../fixtures/stacks/stack.js';
import eva from '../dialects/eva.ts';
import type { Host, SocketEvent, SocketOpening } from '../domain/host.ts';
import { createHost } from '../host/host.ts';
import { asking, scripted, unpaced } from '../suites/scripted-host.ts';
import websocket from './websocket.ts';

const { host, close } = createHost();
const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(endings.splice(0).map((end) => end()));
});
afterAll(close);

async function readings(
  url: string,
  sockets: Host['sockets'],
  timeoutMs = 30_000,
  waitForRateLimit: (waitMs: number) => Promise<boolean> = async () => false,
) {
  const { context } = scripted({});
  const stack = eva.connect({ url, paths: {}, apiKey: null, http: host.http });
  const scenario = { ...context.scenario, timeoutMs };
  const outcome = await websocket.observe({
    ...context,
    stack,
    ...asking(scenario),
    pace: { ...unpaced, waitForRateLimit },
    host: { ...host, sockets },
  });
  if ('unavailable' in outcome) throw new Error(outcome.unavailable);
  return outcome.readings;
}

/** The opening has time; what is asked afterwards only `timeoutMs`. */
async function against(name: string, timeoutMs?: number) {
  const { url, close: end } = await startStack(name);
  endings.push(end);
  return readings(
    url,
    { open: (request) => host.sockets.open({ ...request, timeoutMs: 30_000 }) },
    timeoutMs,
  );
}

type Frame = { readonly text: string; readonly afterMs?: number } | { readonly closed: number };

/** A socket that answers each message with frames, on a clock that only frames move; silence where none are left. */
function scriptedSocket(answer: (sent: { readonly type: string }) => Iterable<Frame>) {
  let nowMs = 0;
  let queue: Iterator<Frame> = [][Symbol.iterator]();
  const done = { closed: 0, events: 0 };
  const next = async (timeoutMs: number): Promise<SocketEvent> => {
    if (++done.events > 10_000) throw new Error('listened without end');
    const { value, done: over } = queue.next();
    if (over) return { kind: 'silence', afterMs: timeoutMs };
    if ('closed' in value) return { kind: 'closed', code: value.closed, reason: '', atMs: nowMs };
    nowMs += value.afterMs ?? 10;
    return { kind: 'text', text: value.text, atMs: nowMs };
  };
  const opening: SocketOpening = {
    kind: 'open',
    connectMs: 3,
    socket: {
      send: (text) => {
        queue = answer(JSON.parse(String(text)))[Symbol.iterator]();
        return nowMs;
      },
      next,
      close: async () => void done.closed++,
    },
  };
  return { sockets: { open: async () => opening }, done };
}

const token = (content: string, afterMs = 10): Frame => ({
  text: JSON.stringify({ type: 'token', content }),
  afterMs,
});
const PONG: Frame = { text: '{"type":"pong"}' };
const END: Frame = { text: '{"type":"end"}' };

const turnOf = async (...frames: Frame[]) => {
  const { sockets } = scriptedSocket(({ type }) => (type === 'ping' ? [PONG] : frames));
  return (await readings('http://s', sockets, 1000)).turn;
};

describe('a socket', () => {
  it('that is healthy opens, answers and streams', async () => {
    const found = await against('eva-like');
    expect(found).toMatchObject({
      connect: { ms: expect.any(Number) },
      ping: { ms: expect.any(Number) },
      turn: { ms: expect.any(Number), text: expect.stringContaining("Voilà ce que j'en pense : ") },
    });
    for (const metric of Object.values(websocket.metrics)) expect(metric.from(found)).toBeGreaterThan(0);
  });

  it('that takes every frame and never says a word', async () => {
    expect(await against('ws-silent', 50)).toEqual({
      connect: { ms: expect.any(Number) },
      ping: { problem: 'no pong within 50 ms' },
      turn: { problem: 'no token within 50 ms' },
    });
  });

  it.each([
    ['auth-required', 'upgrade rejected with 401'],
    ['answers-html', 'upgrade rejected with 200'],
    ['refuses', 'refused: '],
    ['reset-on-request', 'reset: '],
    ['malformed-http', 'protocol: '],
  ])('that does not open: %s', async (name, problem) => {
    const found = await against(name);
    expect(found).toEqual({ connect: { problem: expect.stringContaining(problem) }, ping: null, turn: null });
    for (const metric of Object.values(websocket.metrics)) expect(metric.from(found)).toBeUndefined();
  });

  it('is closed in the end, however the turn went', async () => {
    const { sockets, done } = scriptedSocket(() => [{ closed: 1011 }]);
    expect(await readings('http://s', sockets)).toMatchObject({
      ping: { problem: 'closed with 1011 instead of a pong' },
      turn: { problem: 'closed with 1011 after 0 tokens' },
    });
    expect(done.closed).toBe(1);
  });
});

describe('a streamed turn', () => {
  it('is timed to the first token that is not empty, and to its end', async () => {
    expect(await turnOf(token(''), { text: '{"type":"mood"}' }, token('Hel'), token('lo'), END)).toEqual({
      ms: 30,
      endMs: 50,
      tokens: 2,
      text: 'Hello',
    });
  });

  it.each<[string, Frame[], string]>([
    ['ends without a token', [END], 'the turn ended without a token'],
    [
      'says an error',
      [token('a'), { text: '{"type":"error","message":"no model"}' }],
      'error frame: no model',
    ],
    ['breaks off', [token('a'), token('b'), { closed: 1006 }], 'closed with 1006 after 2 tokens'],
    [
      'excuses itself',
      [token('Sorry, '), token('please try again later.'), END],
      'an excuse is streamed instead of an answer',
    ],
    ['falls silent', [token('a')], 'no end within 1000 ms'],
    ['goes on beyond the deadline', [token('a'), token('b', 2000), END], 'no end within 1000 ms'],
  ])('that %s', async (_, frames, problem) => {
    expect(await turnOf(...frames)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it.each(['token', 'mood'])(
    'that says %s for ever ends at the deadline, as the ping before it',
    async (type) => {
      const flood = function* (): Generator<Frame> {
        for (;;) yield { text: JSON.stringify({ type, content: 'a' }), afterMs: 1 };
      };
      const { sockets, done } = scriptedSocket(flood);
      const found = await readings('http://s', sockets, 1000);
      expect(found.ping).toEqual({ problem: 'no pong within 1000 ms' });
      expect(found.turn).toEqual({ problem: expect.stringContaining('within 1000 ms') });
      expect(done.closed).toBe(1);
    },
  );
});

describe('a socket that refuses because it was asked too often', () => {
  const LIMITED: Frame = { text: '{"type":"error","message":"too many requests","retry_after":3}' };

  it('is asked again after the wait, and only the answer counts', async () => {
    const waits: number[] = [];
    const refused = new Set<string>();
    const { sockets } = scriptedSocket(({ type }) => {
      if (!refused.has(type)) return refused.add(type) && [LIMITED];
      return type === 'ping' ? [PONG] : [token('Hello'), END];
    });
    const found = await readings('http://s', sockets, 1000, async (waitMs) => waits.push(waitMs) > 0);
    expect(found).toMatchObject({ ping: { ms: 10 }, turn: { ms: 10, tokens: 1 } });
    expect(waits).toEqual([3000, 3000]);
  });

  it('is what it says once the run has no more time for it', async () => {
    const { sockets } = scriptedSocket(() => [LIMITED]);
    let left = 2;
    expect(await readings('http://s', sockets, 1000, async () => left-- > 0)).toMatchObject({
      ping: { problem: 'error instead of a pong: too many requests' },
      turn: { problem: 'error frame: too many requests' },
    });
  });
});
