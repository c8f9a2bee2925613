import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpExchange } from '../domain/host.ts';
import { createClock } from './clock.ts';
import { createHttp } from './http.ts';

const endings: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(endings.splice(0).map((end) => end()));
});

function client() {
  const http = createHttp(createClock());
  endings.push(http.close);
  return http;
}

/** A server of one behaviour; resolves with its base URL. */
async function serve(behaviour: RequestListener): Promise<string> {
  const server = createServer(behaviour);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endings.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (url: string) => ({ method: 'GET', url, timeoutMs: 30_000, maxBytes: 100 }) as const;

const text = (exchange: HttpExchange): string =>
  exchange.kind === 'answered' ? new TextDecoder().decode(exchange.body) : `failed: ${exchange.message}`;

describe('the timeline of an answer', () => {
  const arrivalsOf = (exchange: HttpExchange) =>
    exchange.kind === 'answered' ? exchange.arrivals : undefined;

  /** A server that waits before each further piece of its answer until it is told to go on. */
  async function pieceByPiece(...pieces: readonly string[]) {
    const go: (() => void)[] = [];
    const url = await serve(async (_request, response) => {
      for (const piece of pieces) {
        response.write(piece);
        await new Promise<void>((resolve) => go.push(resolve));
      }
      response.end();
    });
    return { url, go: () => go.shift()?.() };
  }

  it('has each piece with its length, in order, on the clock of the exchange', async () => {
    const { url, go } = await pieceByPiece('one', 'three', 'é');
    const timer = setInterval(go, 1);
    const exchange = await client().exchange({ ...get(url), timeline: true });
    clearInterval(timer);
    const arrivals = arrivalsOf(exchange) ?? [];
    expect(arrivals.map(({ bytes }) => bytes)).toEqual([3, 5, 2]);
    expect(text(exchange)).toBe('onethreeé');
    const times = arrivals.map(({ atMs }) => atMs);
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    if (exchange.kind !== 'answered') return;
    expect(times[0]).toBe(exchange.firstByteMs);
    expect(times.at(-1)).toBeLessThanOrEqual(exchange.totalMs);
  });

  it('does not begin with the head, which servers send before they have anything to say', async () => {
    const url = await serve((_request, response) => {
      response.flushHeaders();
      setTimeout(() => response.end('sound'), 60);
    });
    const exchange = await client().exchange(get(url));
    // Timers may fire a little early.
    expect(exchange.kind === 'answered' && exchange.firstByteMs).toBeGreaterThanOrEqual(55);
  });

  it('is told of while the answer comes: what is told makes the server go on', async () => {
    const { url, go } = await pieceByPiece('one', 'three', 'é');
    const told: { atMs: number; bytes: number }[] = [];
    const exchange = await client().exchange({
      ...get(url),
      timeline: true,
      onPiece: (piece, atMs) => {
        told.push({ atMs, bytes: piece.length });
        setImmediate(go);
      },
    });
    expect(arrivalsOf(exchange)).toEqual(told);
    expect(told).toHaveLength(3);
  });

  it('is not there where nobody asked for it, and empty for an empty answer', async () => {
    const { url, go } = await pieceByPiece('one');
    const timer = setInterval(go, 1);
    expect(arrivalsOf(await client().exchange(get(url)))).toBeUndefined();
    clearInterval(timer);
    const empty = await serve((_request, response) => response.end());
    expect(arrivalsOf(await client().exchange({ ...get(empty), timeline: true }))).toEqual([]);
  });

  it('is bounded: the last piece is all the rest', async () => {
    const url = await serve((_request, response) => {
      for (let each = 0; each < 30_500; each++) response.write('ab'[each % 2]);
      response.end();
    });
    const exchange = await client().exchange({ ...get(url), maxBytes: 40_000, timeline: true });
    const arrivals = arrivalsOf(exchange);
    expect(arrivals).toHaveLength(10_001);
    expect(arrivals?.at(-1)?.bytes).toBe(20_500);
    expect(text(exchange)).toBe('ab'.repeat(15_250));
  });
});
