import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startStack } from '../../fixtures/stacks/stack.js';
import eva from '../dialects/eva.ts';
import type { Host } from '../domain/host.ts';
import { createHost } from '../host/host.ts';
import { asking, scripted, unpaced } from '../suites/scripted-host.ts';
import {
  END,
  type Frame,
  LIMITED,
  PONG,
  type Sent,
  said,
  scriptedSockets,
  token,
} from './sockets.fixture.ts';
import websocket from './websocket.ts';
import type { Step } from './websocket-metrics.ts';

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
  samples = 1,
) {
  const { context } = scripted({});
  const stack = eva.connect({ url, paths: {}, apiKey: null, http: host.http });
  const scenario = { ...context.scenario, timeoutMs, samples };
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

const isPing = (sent: Sent): boolean => 'type' in sent && sent.type === 'ping';

const turnOf = async (...frames: Frame[]) => {
  const { sockets } = scriptedSockets((sent) => (isPing(sent) ? [PONG] : frames));
  return (await readings('http://s', sockets, 1000)).turn;
};

/** A series of three against a socket that answers its turns so, the last for ever after; and what was done. */
async function seriesOf(...turns: readonly Frame[][]) {
  let nth = 0;
  const { sockets, done } = scriptedSockets((sent) =>
    isPing(sent) ? [PONG] : (turns[Math.min(nth++, turns.length - 1)] ?? []),
  );
  return { ...(await readings('http://s', sockets, 1000, undefined, 3)), done };
}

describe('a socket', () => {
  it('that is healthy opens, answers and streams', async () => {
    const found = await against('eva-like');
    expect(found).toMatchObject({
      connect: { ms: expect.any(Number) },
      ping: { ms: expect.any(Number) },
      turn: { ms: expect.any(Number), text: expect.stringContaining("Voilà ce que j'en pense : ") },
    });
    const { connect_ms, rtt_ms, first_message_ms, ttft_ms, success_pct } = websocket.metrics;
    for (const metric of [connect_ms, rtt_ms, first_message_ms, ttft_ms])
      expect(metric.from(found)).toBeGreaterThan(0);
    expect(success_pct.from(found)).toBe(100);
  });

  it('that takes every frame and never says a word', async () => {
    expect(await against('ws-silent', 50)).toMatchObject({
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
    const { sockets, done } = scriptedSockets(() => [{ closed: 1011 }]);
    expect(await readings('http://s', sockets)).toMatchObject({
      ping: { problem: 'closed with 1011 instead of a pong' },
      turn: { problem: 'closed with 1011 after 0 tokens' },
    });
    expect(done.closed).toBe(1);
  });
});

describe('a streamed turn', () => {
  it('is timed to the first token that is not empty, and to its end', async () => {
    expect(await turnOf(token(''), said('mood'), token('Hel'), token('lo'), END)).toEqual({
      ms: 30,
      endMs: 50,
      tokens: 2,
      text: 'Hello',
      pieces: [
        { atMs: 30, text: 'Hel' },
        { atMs: 40, text: 'lo' },
      ],
    });
  });

  it('is not answered by what was there before its message', async () => {
    const before = [said('end', {}, -5), token('Early ', 1)];
    expect(await turnOf(...before, token('Hel', 14), token('lo'), END)).toMatchObject({
      ...{ ms: 10, endMs: 30, tokens: 2, text: 'Hello' },
    });
  });

  it.each<[string, Frame[], string]>([
    ['ends without a token', [END], 'the turn ended without a token'],
    ['says an error', [token('a'), said('error', { message: 'no model' })], 'error frame: no model'],
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
        for (;;) yield said(type, { content: 'a' }, 1);
      };
      const { sockets, done } = scriptedSockets(flood);
      const found = await readings('http://s', sockets, 1000);
      expect(found.ping).toEqual({ problem: 'no pong within 1000 ms' });
      expect(found.turn).toEqual({ problem: expect.stringContaining('within 1000 ms') });
      expect(done.closed).toBe(1);
    },
  );
});

describe('a socket that refuses because it was asked too often', () => {
  it('is asked again after the wait, and only the answer counts', async () => {
    const waits: number[] = [];
    const refused = new Set<string>();
    const { sockets } = scriptedSockets((sent) => {
      const type = isPing(sent) ? 'ping' : 'message';
      if (!refused.has(type)) return refused.add(type) && [LIMITED];
      return type === 'ping' ? [PONG] : [token('Hello'), END];
    });
    const found = await readings('http://s', sockets, 1000, async (waitMs) => waits.push(waitMs) > 0);
    expect(found).toMatchObject({ ping: { ms: 10 }, turn: { ms: 10, tokens: 1 } });
    expect(waits).toEqual([3000, 3000]);
  });

  it('is what it says once the run has no more time for it', async () => {
    const { sockets } = scriptedSockets(() => [LIMITED]);
    let left = 2;
    expect(await readings('http://s', sockets, 1000, async () => left-- > 0)).toMatchObject({
      ping: { problem: 'error instead of a pong: too many requests' },
      turn: { problem: 'error frame: too many requests' },
    });
  });
});

describe('a series over one socket', () => {
  const word = (afterMs: number) => [token('Hel', afterMs), token('lo', 20), token('.', 20), END];

  it('has the first message apart, the others warm, and each connection and ping timed', async () => {
    const found = await seriesOf(word(400), word(100), word(110), word(120));
    const { connect_ms, rtt_ms, first_message_ms, ttft_ms, itl_ms, success_pct } = websocket.metrics;
    expect([connect_ms.samples(found), rtt_ms.samples(found)]).toEqual([
      [3, 3, 3],
      [10, 10, 10],
    ]);
    expect(first_message_ms.from(found)).toBe(400);
    expect(ttft_ms.samples(found)).toEqual([100, 110, 120]);
    expect(itl_ms.samples(found)).toEqual([25, 25, 25]);
    expect(success_pct.from(found)).toBe(100);
    expect(found.done).toMatchObject({ opened: 3, closed: 3 });
    expect(found.done.sent).toHaveLength(3 + 4);
  });

  it('tells tokens that come all at once', async () => {
    const found = await seriesOf([token('All of it. ', 400), token('At once.', 1), { ...END, afterMs: 1 }]);
    expect(websocket.metrics.fake_pct.samples(found)).toEqual([100, 100, 100]);
    const honest = await seriesOf([token('One ', 100), token('by ', 150), token('one.', 150), END]);
    expect(websocket.metrics.fake_pct.from(honest)).toBe(0);
  });

  it('keeps what fails after the first, and is answered in part', async () => {
    const found = await seriesOf(
      word(9),
      word(9),
      [token('a'), said('error', { message: 'no model' })],
      word(9),
    );
    expect(found.more?.turns).toMatchObject([{ ms: 9 }, { problem: 'error frame: no model' }, { ms: 9 }]);
    expect(websocket.metrics.success_pct.from(found)).toBeCloseTo(200 / 3, 9);
    expect(websocket.metrics.ttft_ms.samples(found)).toEqual([9, 9]);
  });

  it('ends when the socket has closed', async () => {
    const found = await seriesOf(word(9), [{ closed: 1000 }]);
    const closed: Step = { problem: 'closed with 1000 after 0 tokens' };
    expect(found.more?.turns).toEqual([closed, closed]);
    expect(websocket.metrics.ttft_ms.from(found)).toBeUndefined();
  });

  it('ends with the first connection that is refused', async () => {
    const { sockets } = scriptedSockets(() => [PONG]);
    let opened = 0;
    const open: Host['sockets']['open'] = async (request) =>
      opened++ === 0
        ? sockets.open(request)
        : { kind: 'failed', failure: 'rejected', status: 503, message: '', afterMs: 1 };
    const found = await readings('http://s', { open }, 1000, undefined, 5);
    expect(found).toEqual({
      connect: { ms: 3 },
      ping: null,
      turn: null,
      more: { connects: [{ problem: 'upgrade rejected with 503' }], pings: [], turns: [] },
    });
    expect(opened).toBe(2);
  });
});

describe('a message that meets with silence', () => {
  const mute = (sent: Sent): Frame[] => (isPing(sent) ? [PONG] : []);

  it('is said in other shapes until one is answered, and no more of its own shape than twice', async () => {
    const { sockets, done } = scriptedSockets((sent) =>
      'text' in sent ? [token('Bonjour'), END] : mute(sent),
    );
    const { turn, more, shapes } = await readings('http://stack', sockets, 50, undefined, 5);
    expect(turn).toEqual({ problem: 'no token within 50 ms' });
    expect(more?.turns).toHaveLength(1);
    expect(shapes?.at(-1)).toEqual({ shape: '{"text":"…"}', answered: true });
    expect(shapes?.filter(({ answered }) => answered)).toHaveLength(1);
    expect(done.opened).toBe(done.closed);
  });

  it('is not said in other shapes where the socket answers no ping either', async () => {
    const { shapes } = await readings('http://stack', scriptedSockets(() => []).sockets, 50, undefined, 5);
    expect(shapes).toBeUndefined();
  });

  it('is none where words came and only the end did not', async () => {
    const { sockets } = scriptedSockets((sent) => (isPing(sent) ? [PONG] : [token('Un chat')]));
    const { turn, more, shapes } = await readings('http://stack', sockets, 50, undefined, 5);
    expect(turn).toEqual({ problem: 'no end within 50 ms, after 1 tokens' });
    expect([more?.turns.length, shapes]).toEqual([1, undefined]);
  });

  it('once only is no reason to ask in other shapes', async () => {
    const { sockets } = scriptedSockets((sent, turn) =>
      isPing(sent) ? [PONG] : turn % 2 === 0 ? [] : [token('Un chat'), END],
    );
    const { shapes } = await readings('http://stack', sockets, 50, undefined, 5);
    expect(shapes).toBeUndefined();
  });
});

describe('binary frames among the words', () => {
  const noise: Frame = { sound: new Uint8Array(32).map((_, index) => index * 7) };
  const heardAs = async (...frames: readonly Frame[]) => {
    const { sockets } = scriptedSockets((sent) => (isPing(sent) ? [PONG] : frames));
    const { turn } = await readings('http://stack', sockets);
    return turn && 'noise' in turn ? turn.noise : undefined;
  };

  it('are counted where they are no sound', async () => {
    expect(await heardAs(noise, token('Un chat'), noise, END)).toBe(2);
  });

  it('are nothing to mention where there are none', async () => {
    expect(await heardAs(token('Un chat'), END)).toBeUndefined();
  });
});
