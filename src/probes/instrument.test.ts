import { expect, it } from 'vitest';
import type { Exchange } from '../calibration/truth.ts';
import type { Host, HttpExchange, SocketEvent } from '../domain/host.ts';
import { scripted } from '../suites/scripted-host.ts';
import instrument from './instrument.ts';

const answer = (ms: number, body = 'ok'): HttpExchange => ({
  kind: 'answered',
  status: 200,
  headers: {},
  body: new TextEncoder().encode(body),
  firstByteMs: ms,
  totalMs: ms,
  arrivals: [{ atMs: ms, bytes: 2 }],
});
const lost: HttpExchange = { kind: 'failed', failure: 'reset', message: 'gone', afterMs: 1 };

interface Script {
  /** What the program prints; absent: it never starts. */
  readonly prints?: string;
  readonly ends?: boolean;
  /** How long each answer over HTTP takes, as measured; the truth is 5 ms. */
  readonly exchange?: (url: string) => HttpExchange;
  readonly frames?: (sent: number) => readonly SocketEvent[];
  /** What the server says to have done of it. */
  readonly ledger?: (done: readonly Exchange[]) => readonly Exchange[];
}

/** A host on which the server of known delays does as the script says, and what became of it. */
function playing(script: Script) {
  const { prints, ends = false, exchange = () => answer(6), frames, ledger = (done) => done } = script;
  const { context } = scripted({});
  let stopped = 0;
  let sent = 0;
  let waiting: SocketEvent[] = [];
  let done: Exchange[] = [];
  const did = (route: string) => done.push({ route, readAtMs: 0, wroteMs: [5, 7] });
  const host: Host = {
    ...context.host,
    clock: { ...context.host.clock, sleep: async () => {} },
    commands: {
      ...context.host.commands,
      follow: (_command, onLine) => {
        if (prints !== undefined) onLine(prints);
        const stop = async () => {
          stopped++;
        };
        return { stop, ended: ends ? Promise.resolve() : new Promise(() => {}) };
      },
    },
    http: {
      exchange: async ({ url }) => {
        const { pathname } = new URL(url);
        if (pathname !== '/truth') {
          did(pathname);
          return exchange(url);
        }
        const told = answer(1, JSON.stringify(ledger(done)));
        done = [];
        return told;
      },
    },
    sockets: {
      open: async () =>
        frames
          ? {
              kind: 'open',
              connectMs: 1,
              socket: {
                send: () => {
                  did('message');
                  waiting = [...frames(sent++)];
                  return 0;
                },
                next: async () => waiting.shift() ?? { kind: 'silence', afterMs: 1 },
                close: async () => {},
              },
            }
          : { kind: 'failed', failure: 'refused', message: 'no', afterMs: 1 },
    },
  };
  return { observe: () => instrument.observe({ ...context, host }), stopped: () => stopped };
}

const token = (atMs: number): SocketEvent => ({ kind: 'text', text: '{}', atMs });

async function readingsOf(script: Script) {
  const { observe, stopped } = playing({ prints: 'http://127.0.0.1:1', ...script });
  const outcome = await observe();
  expect(stopped()).toBe(1);
  if ('unavailable' in outcome) throw new Error(outcome.unavailable);
  return outcome;
}

it('takes what is measured minus what is true, of each way of asking', async () => {
  const { readings, raw } = await readingsOf({
    exchange: (url) => answer(url.includes('/sse') ? 7 : 5.5),
    frames: () => [token(5.25), token(9)],
  });
  expect(readings).toEqual({
    httpErrorMs: Array(20).fill(0.5),
    streamErrorMs: Array(20).fill(2),
    socketErrorMs: Array(20).fill(0.25),
  });
  const { http_error_ms, http_error_p95_ms, first_error_ms, first_error_p95_ms } = instrument.metrics;
  expect(http_error_ms.from(readings)).toBe(0.5);
  expect(http_error_p95_ms.from(readings)).toBe(0.5);
  expect(first_error_ms.from(readings)).toBe(1.125);
  expect(first_error_p95_ms.from(readings)).toBe(2);
  expect(raw[0]?.content).toContain('first frame of a socket: median 0.250 ms, max 0.250 ms, n 20');
});

it('is never compared as if it were the stack’s', () => {
  expect(Object.values(instrument.metrics).map(({ better }) => better)).toEqual(Array(4).fill('neither'));
});

it('gives up a series of which anything was lost, and keeps the others', async () => {
  let asked = 0;
  const { readings } = await readingsOf({
    exchange: (url) => (url.includes('/sse') && ++asked === 15 ? lost : answer(6)),
    frames: (sent) => (sent === 25 ? [] : [token(5), token(6)]),
  });
  expect(readings).toEqual({ httpErrorMs: Array(20).fill(1), streamErrorMs: [], socketErrorMs: [] });
});

it('believes no truth that is not of what it asked', async () => {
  const { readings } = await readingsOf({
    ledger: (done) => (done[0]?.route === '/delay' ? done.slice(1) : done),
  });
  expect(readings).toMatchObject({ httpErrorMs: [], streamErrorMs: Array(20).fill(1) });
});

it.each([
  ['does not start', { ends: true }, 'did not start'],
  ['says nothing', {}, 'did not start'],
  ['answers nothing', { prints: 'http://127.0.0.1:1', exchange: () => lost }, 'did not answer'],
])('a server that %s makes it unavailable, and is stopped', async (_, script, reason) => {
  const { observe, stopped } = playing(script);
  expect(await observe()).toEqual({ unavailable: expect.stringContaining(reason) });
  expect(stopped()).toBe(1);
});
