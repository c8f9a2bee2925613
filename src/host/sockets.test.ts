import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { startStack } from '../../fixtures/stacks/stack.js';
import type { Socket } from '../domain/host.ts';
import { createClock } from './clock.ts';
import { createSockets } from './sockets.ts';

const LONG_MS = 30_000;
const endings: (() => Promise<void>)[] = [];
const sockets = createSockets(createClock());

afterEach(async () => {
  await Promise.all(endings.splice(0).map((end) => end()));
});

async function dial(stack: string, path = '/ws/chat', timeoutMs = LONG_MS, signal?: AbortSignal) {
  const { url, close } = await startStack(stack);
  endings.push(close);
  const request = { url: url.replace('http', 'ws') + path, timeoutMs, ...(signal ? { signal } : {}) };
  return sockets.open(request);
}

async function connected(opening: ReturnType<typeof sockets.open>): Promise<Socket> {
  const opened = await opening;
  if (opened.kind === 'failed') throw new Error(opened.message);
  return opened.socket;
}

/** A server of one behaviour: what it does with each connection. */
async function server(behaviour: (socket: import('ws').WebSocket) => void): Promise<string> {
  const wss = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  wss.on('connection', behaviour);
  await new Promise((resolve) => wss.once('listening', resolve));
  endings.push(async () => {
    for (const client of wss.clients) client.terminate();
    wss.close();
  });
  return `ws://127.0.0.1:${(wss.address() as AddressInfo).port}`;
}

const open = async (behaviour: (socket: import('ws').WebSocket) => void): Promise<Socket> =>
  connected(sockets.open({ url: await server(behaviour), timeoutMs: LONG_MS }));

describe('opening', () => {
  it('tells how long the upgrade took', async () => {
    const opening = await dial('eva-like');
    expect(opening).toMatchObject({ kind: 'open' });
    if (opening.kind === 'open') expect(opening.connectMs).toBeGreaterThan(0);
  });

  it.each([
    ['refuses', 'refused', LONG_MS],
    ['hangs', 'timeout', 100],
    ['reset-on-request', 'reset', LONG_MS],
    ['malformed-http', 'protocol', LONG_MS],
  ])('%s: %s', async (stack, failure, timeoutMs) => {
    expect(await dial(stack, '/ws/chat', timeoutMs)).toMatchObject({ kind: 'failed', failure });
  });

  it('gives the status of a rejected upgrade, and follows no redirect', async () => {
    const rejected = { kind: 'failed', failure: 'rejected' };
    expect(await dial('eva-like', '/ws/unknown')).toMatchObject({ ...rejected, status: 403 });
    expect(await dial('auth-required')).toMatchObject({ ...rejected, status: 401 });
    expect(await dial('redirects-elsewhere')).toMatchObject({ ...rejected, status: 307 });
    expect(await dial('answers-html')).toMatchObject({ ...rejected, status: 200 });
  });

  it('fails, and tells no secret, when there is nothing that could be sent', async () => {
    const headers = { 'x-api-key': 'se\ncret' };
    const opening = await sockets.open({ url: 'ws://127.0.0.1:1', headers, timeoutMs: LONG_MS });
    expect(opening).toMatchObject({ failure: 'protocol', message: expect.not.stringContaining('cret') });
  });

  it('rejects when the signal aborts, and drops the connection', async () => {
    const stop = new AbortController();
    const http = createServer();
    const dropped = new Promise<void>((resolve) => {
      http.on('upgrade', (request) => {
        request.socket.resume().once('end', () => resolve());
        stop.abort(new Error('enough'));
      });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    endings.push(async () => void http.close());
    const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
    await expect(sockets.open({ url, timeoutMs: LONG_MS, signal: stop.signal })).rejects.toThrow('enough');
    await dropped;
  });
});

describe('a conversation', () => {
  it('keeps frames in order until they are asked for, with the time they came', async () => {
    const socket = await connected(dial('eva-like'));
    const sentMs = socket.send(JSON.stringify({ type: 'message', content: 'deux mots' }));
    const first = await socket.next(LONG_MS);
    expect(first).toMatchObject({ kind: 'text', text: expect.stringContaining('"token"') });
    if (first.kind === 'text') expect(first.atMs).toBeGreaterThan(sentMs);
    let last = first;
    while (last.kind === 'text' && !last.text.includes('"end"')) last = await socket.next(LONG_MS);
    expect(last).toMatchObject({ kind: 'text', text: '{"type":"end"}' });
  });

  it('gives frames that came together with the upgrade', async () => {
    const socket = await open((ws) => {
      ws.send('one');
      ws.send(new Uint8Array([1, 2, 3]));
    });
    expect(await socket.next(LONG_MS)).toMatchObject({ kind: 'text', text: 'one' });
    expect(await socket.next(LONG_MS)).toMatchObject({ kind: 'binary', bytes: new Uint8Array([1, 2, 3]) });
  });

  it('calls silence what it is', async () => {
    const socket = await connected(dial('ws-silent'));
    socket.send('{"type":"ping"}');
    const event = await socket.next(50);
    expect(event).toMatchObject({ kind: 'silence' });
    if (event.kind === 'silence') expect(event.afterMs).toBeGreaterThan(40);
  });

  it('gives what was said before the close, then the close to everybody who asks', async () => {
    const socket = await open((ws) => {
      ws.send('bye');
      ws.close(1011, 'engine gone');
    });
    const closed = { kind: 'closed', code: 1011, reason: 'engine gone' };
    expect(await socket.next(LONG_MS)).toMatchObject({ kind: 'text', text: 'bye' });
    expect(await socket.next(LONG_MS)).toMatchObject(closed);
    expect(await socket.next(LONG_MS)).toMatchObject(closed);
  });

  it('reports a connection that is dropped without a word', async () => {
    const socket = await connected(dial('eva-like'));
    socket.send('not json');
    expect(await socket.next(LONG_MS)).toMatchObject({ kind: 'closed', code: 1006 });
  });

  it('refuses a frame beyond 16 MiB', async () => {
    const socket = await open((ws) => ws.send(Buffer.alloc(16 * 1024 * 1024 + 1)));
    expect(await socket.next(LONG_MS)).toMatchObject({
      kind: 'closed',
      reason: expect.stringContaining('payload'),
    });
  });

  it('takes every frame of a flood that nobody reads for a while', async () => {
    const frame = Buffer.alloc(4 * 1024 * 1024);
    const socket = await open((ws) => {
      for (let i = 0; i < 20; i++) ws.send(frame);
      ws.close(1000);
    });
    const kinds: string[] = [];
    for (let kind = ''; kind !== 'closed'; kinds.push(kind)) kind = (await socket.next(LONG_MS)).kind;
    expect(kinds).toEqual([...Array(20).fill('binary'), 'closed']);
  });

  it('ends a flood of frames that say nothing, and takes no more of it than can be kept', async () => {
    const nothing = Buffer.from('\x81\0', 'latin1');
    const flood = Buffer.concat(Array(500).fill(nothing));
    const url = await server((ws) => {
      const line: Duplex = Reflect.get(ws, '_socket');
      const pour = (): void => {
        while (!line.destroyed && line.write(flood));
      };
      line.on('drain', pour).on('error', () => {});
      pour();
    });
    const few = createSockets(createClock(), 256 * 1_000);
    const socket = await connected(few.open({ url, timeoutMs: LONG_MS }));
    let frames = 0;
    let event = await socket.next(LONG_MS);
    for (; event.kind === 'text'; event = await socket.next(LONG_MS)) frames++;
    expect(event).toMatchObject({ kind: 'closed', code: 1009, reason: expect.stringContaining('more than') });
    expect(frames).toBe(1_000);
  });

  it('takes as much again after each message of its own', async () => {
    const url = await server((ws) =>
      ws.on('message', () => {
        for (let each = 0; each < 5; each++) ws.send(Buffer.alloc(744));
      }),
    );
    const few = createSockets(createClock(), 5_000);
    const socket = await connected(few.open({ url, timeoutMs: LONG_MS }));
    const kinds: string[] = [];
    for (let turn = 0; turn < 2; turn++) {
      socket.send('go on');
      for (let each = 0; each < 5; each++) kinds.push((await socket.next(LONG_MS)).kind);
    }
    expect(kinds).toEqual(Array(10).fill('binary'));
  });

  it('answers a ping', async () => {
    const pongs: string[] = [];
    const socket = await open((ws) => {
      ws.on('pong', (data) => {
        pongs.push(data.toString());
        ws.send('heard');
      });
      ws.ping('first');
    });
    expect(await socket.next(LONG_MS)).toMatchObject({ text: 'heard' });
    expect(pongs).toEqual(['first']);
  });

  it('rejects who waits for a frame when the signal aborts', async () => {
    const stop = new AbortController();
    const socket = await connected(dial('ws-silent', '/ws/chat', LONG_MS, stop.signal));
    const frame = socket.next(LONG_MS);
    stop.abort(new Error('enough'));
    await expect(frame).rejects.toThrow('enough');
    await expect(socket.next(LONG_MS)).rejects.toThrow('enough');
  });
});

describe('close', () => {
  it('says goodbye', async () => {
    let heard: (code: number) => void = () => {};
    const code = new Promise<number>((resolve) => {
      heard = resolve;
    });
    const socket = await open((ws) => ws.on('close', heard));
    await socket.close();
    expect(await code).toBe(1000);
    await socket.close();
  });

  it('does not wait for ever for a server that says nothing back', async () => {
    const socket = await open((ws) => ws.pause());
    await socket.close();
    expect(await socket.next(LONG_MS)).toMatchObject({ kind: 'closed', code: 1006 });
  });
});
