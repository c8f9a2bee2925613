import { describe, expect, it } from 'vitest';
import type { HttpExchange, HttpRequest, SocketClient, SocketEvent, SocketOpening } from '../domain/host.ts';
import type { Question, Refusal } from './ask.ts';
import { createAsk } from './questioner.ts';
import { answer, closed, frames, noAnswer, silence, stillClock } from './scripted.fixture.ts';

type Opened = SocketOpening & { kind: 'failed' };

/** A stack whose exchanges and frames are scripted; each opened socket gives the frames of the next list. */
function scripted(
  exchange: (request: HttpRequest, turn: number) => HttpExchange,
  {
    apiKey = null,
    sockets = [],
  }: { apiKey?: string | null; sockets?: (readonly SocketEvent[] | Opened)[] } = {},
) {
  const clock = stillClock();
  const requests: HttpRequest[] = [];
  const sent: string[] = [];
  const waits: number[] = [];
  let opened = 0;
  let open = 0;
  const client: SocketClient = {
    open: async () => {
      const next = sockets[opened++] ?? [];
      if ('failure' in next) return next;
      const waiting = [...next];
      open++;
      const socket = {
        send: (text: string) => {
          sent.push(text);
          return clock.nowMs();
        },
        next: async (timeoutMs: number) => {
          waits.push(timeoutMs);
          clock.advance(1_000);
          return waiting.shift() ?? silence;
        },
        close: async () => {
          open--;
        },
      };
      return { kind: 'open', connectMs: 1, socket };
    },
  };
  const ask = createAsk({
    host: {
      http: {
        exchange: async (request) => {
          requests.push(request);
          return exchange(request, requests.length);
        },
      },
      sockets: client,
      clock,
    },
    url: 'http://stack.example/base',
    apiKey,
    signal: new AbortController().signal,
  });
  return { ask, clock, requests, sent, waits, opened: () => opened, open: () => open };
}

const fine = answer(200, {});
const at = (path: string, rest: Partial<Question> = {}): Question => ({ method: 'GET', path, ...rest });
const limited = (retryAfter?: string) =>
  answer(429, {}, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
const ping = { path: '/ws/chat', turns: [{ send: 'ping', until: 'pong' }] };
const pong = frames({ type: 'pong' });

describe('a question', () => {
  it('goes below the base URL, with the key, once', async () => {
    const { ask, requests } = scripted(() => fine, { apiKey: 'sesame' });
    await ask.request(at('/health'));
    await ask.request(at('/health'));
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      url: 'http://stack.example/base/health',
      headers: { 'x-api-key': 'sesame' },
    });
  });

  it('without the key has none, and is not put when none is in use', async () => {
    const locked = scripted(() => fine, { apiKey: 'sesame' });
    await locked.ask.request(at('/', { keyless: true }));
    expect(locked.requests[0]?.headers).toEqual({});
    const open = scripted(() => fine);
    expect(await open.ask.request(at('/', { keyless: true }))).toMatchObject({ kind: 'unasked' });
    expect(open.requests).toEqual([]);
  });

  it('has more time for a model than for a lookup, until the stack has once kept silent', async () => {
    const { ask, requests } = scripted((_, turn) => (turn === 3 ? noAnswer : fine));
    await ask.request(at('/a'));
    for (const path of ['/b', '/c', '/d', '/e']) await ask.request(at(path, { work: 'inference' }));
    expect(requests.map(({ timeoutMs }) => timeoutMs)).toEqual([5_000, 30_000, 30_000, 5_000, 30_000]);
  });

  it('is not put after two in a row without an answer', async () => {
    const { ask, requests } = scripted(() => noAnswer);
    for (const path of ['/a', '/b', '/c']) await ask.request(at(path));
    expect(requests).toHaveLength(2);
    expect(await ask.request(at('/c'))).toMatchObject({ kind: 'unasked' });
    expect(await ask.talk(ping)).toMatchObject({ kind: 'unasked' });
  });

  it('is never put more than sixty times in all, nor after five minutes', async () => {
    const many = scripted(() => fine);
    for (let index = 0; index < 70; index++) await many.ask.request(at(`/${index}`));
    expect(many.requests).toHaveLength(60);
    const slow = scripted(() => fine);
    slow.clock.advance(300_001);
    expect(await slow.ask.request(at('/late'))).toMatchObject({ kind: 'unasked' });
  });
});

describe('a rate limit', () => {
  it.each([
    ['7', 7_000],
    ['Thu, 01 Jan 1970 00:00:09 GMT', 9_000],
    ['0', 1_000],
    ['soon', 5_000],
    [undefined, 5_000],
  ])('that says %s is waited out for %i ms, and the question put again', async (retryAfter, waitMs) => {
    const { ask, clock } = scripted((_, turn) => (turn === 1 ? limited(retryAfter) : fine));
    expect(await ask.request(at('/a'))).toEqual(fine);
    expect(clock.slept).toEqual([waitMs]);
    const readable = retryAfter !== undefined && retryAfter !== 'soon';
    expect(ask.refusals()).toEqual([
      {
        said: retryAfter === undefined ? null : `retry-after: ${retryAfter}`,
        // What is asked for, not what was waited.
        waitMs: readable ? (retryAfter === '0' ? 0 : waitMs) : null,
      },
    ]);
  });

  it('that was never met left no refusal', async () => {
    const { ask } = scripted(() => fine, { sockets: [pong] });
    await ask.request(at('/a'));
    await ask.talk(ping);
    expect(ask.refusals()).toEqual([]);
  });

  it('that asks for more than a minute in all ends the asking, and no wait is begun', async () => {
    const { ask, clock, requests } = scripted((_, turn) => (turn % 2 === 1 ? limited('31') : fine));
    expect(await ask.request(at('/a'))).toEqual(fine);
    expect(await ask.request(at('/b'))).toMatchObject({ kind: 'unasked' });
    expect(await ask.request(at('/c'))).toMatchObject({ kind: 'unasked' });
    expect(clock.slept).toEqual([31_000]);
    expect(requests).toHaveLength(3);
  });

  it.each<[string, readonly SocketEvent[] | Opened, number, readonly Refusal[]]>([
    [
      'a frame with retry_after',
      frames({ type: 'error', message: 'no', retry_after: 4 }),
      4_000,
      [{ said: 'retry_after: 4', waitMs: 4_000 }],
    ],
    [
      'a frame that asks for what has been',
      frames({ type: 'error', message: 'no', retry_after: -4 }),
      5_000,
      [{ said: 'retry_after: -4', waitMs: null }],
    ],
    [
      'a frame with words',
      frames({ type: 'error', message: 'Rate limit reached' }),
      5_000,
      [{ said: null, waitMs: null }],
    ],
    [
      'a frame with words for a number',
      frames({ type: 'error', message: 'Rate limit reached', retry_after: 'soon' }),
      5_000,
      [{ said: 'retry_after: "soon"', waitMs: null }],
    ],
    [
      'a refused upgrade',
      { kind: 'failed', failure: 'rejected', status: 429, message: '', afterMs: 1 },
      5_000,
      [],
    ],
  ])('on a socket, by %s, is waited out too', async (_, refusal, waitMs, refusals) => {
    const { ask, clock, open } = scripted(() => fine, { sockets: [refusal, pong] });
    expect(await ask.talk(ping)).toEqual({ kind: 'heard', turns: [pong] });
    expect(clock.slept).toEqual([waitMs]);
    expect(ask.refusals()).toEqual(refusals);
    expect(open()).toBe(0);
  });
});

describe('a talk', () => {
  it('sends each frame after the last was answered, and hears up to the end', async () => {
    const words = frames({ type: 'token' }, 'no JSON', { type: 'end' });
    const { ask, sent } = scripted(() => fine, { sockets: [[...words, ...pong]] });
    const turns = [{ send: 'message', until: 'end' }, ...ping.turns];
    expect(await ask.talk({ ...ping, turns })).toEqual({ kind: 'heard', turns: [words, pong] });
    expect(sent).toEqual(['message', 'ping']);
  });

  it.each([
    ['an error frame', frames({ type: 'error', message: 'no' }), 2],
    ['the close', [closed], 1],
    ['silence', [silence], 1],
  ])('%s ends a turn', async (_, given, turnsHeard) => {
    const { ask } = scripted(() => fine, { sockets: [[...given, ...pong]] });
    const talked = await ask.talk({ ...ping, turns: [{ send: 'a', until: 'end' }, ...ping.turns] });
    expect(talked.kind === 'heard' && talked.turns).toHaveLength(turnsHeard);
  });

  it('any frame ends a turn that waits for any', async () => {
    const { ask } = scripted(() => fine, { sockets: [frames('what?', 'more')] });
    const talked = await ask.talk({ ...ping, turns: [{ send: 'a', until: 'any' }] });
    expect(talked).toEqual({ kind: 'heard', turns: [frames('what?')] });
  });

  it('is not stretched by a stack that never stops talking', async () => {
    const chatter = frames(...Array.from({ length: 100 }, () => ({ type: 'token' })));
    const { ask, waits } = scripted(() => fine, { sockets: [chatter] });
    const talked = await ask.talk({ ...ping, turns: [{ send: 'a', until: 'end' }] });
    expect(waits).toEqual([5_000, 4_000, 3_000, 2_000, 1_000]);
    expect(talked.kind === 'heard' && talked.turns[0]?.at(-1)).toEqual({ kind: 'silence', afterMs: 5_000 });
  });

  it('is not had after two in a row met silence, while questions go on', async () => {
    const { ask, opened } = scripted(() => fine);
    for (const send of ['a', 'b', 'c']) await ask.talk({ ...ping, turns: [{ send, until: 'pong' }] });
    expect(opened()).toBe(2);
    expect(await ask.request(at('/a'))).toEqual(fine);
  });
});
