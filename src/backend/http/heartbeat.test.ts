import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type Heartbeat, halfMinutes, heartbeat } from './heartbeat.ts';

const ends: (() => unknown)[] = [];
afterEach(() => Promise.all(ends.splice(0).map((end) => end())));

/** A server under a heartbeat that beats when it is told to. */
async function listening() {
  let beat = () => {};
  let stopped = false;
  const pulses: Heartbeat = heartbeat((each) => {
    beat = each;
    return () => {
      stopped = true;
    };
  });
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  server.on('connection', (socket, request) => pulses.watch(socket, request.socket));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  ends.push(() => http.close(), pulses.stop);
  const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;

  async function connect(options: { readonly autoPong: boolean }) {
    const accepted = once(server, 'connection');
    const client = new WebSocket(url, options);
    ends.push(() => client.terminate());
    await once(client, 'open');
    const [socket]: WebSocket[] = await accepted;
    if (!socket) throw new Error('no socket');
    return { client, socket };
  }
  return { connect, beat: () => beat(), stop: pulses.stop, stopped: () => stopped };
}

describe('heartbeat', () => {
  it('keeps a peer that answers, and ends one that does not', async () => {
    const { connect, beat } = await listening();
    const alive = await connect({ autoPong: true });
    const dead = await connect({ autoPong: false });
    for (let each = 0; each < 3; each += 1) {
      const answered = once(alive.socket, 'pong');
      const ended = each === 1 ? once(dead.socket, 'close') : null;
      beat();
      await Promise.all([answered, ended]);
    }
    expect([alive.socket.readyState, dead.socket.readyState]).toEqual([WebSocket.OPEN, WebSocket.CLOSED]);
  });

  it('takes whatever a peer sends for an answer', async () => {
    const { connect, beat } = await listening();
    const { client, socket } = await connect({ autoPong: false });
    for (let each = 0; each < 3; each += 1) {
      const pinged = once(client, 'ping');
      beat();
      await pinged;
      const arrived = once(socket, 'message');
      client.send('busy');
      await arrived;
    }
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  it('forgets a socket that closed, and stops', async () => {
    const { connect, beat, stop, stopped } = await listening();
    const { client, socket } = await connect({ autoPong: true });
    const ping = vi.spyOn(socket, 'ping');
    const terminate = vi.spyOn(socket, 'terminate');
    const closed = once(socket, 'close');
    client.close();
    await closed;
    beat();
    beat();
    expect([ping.mock.calls, terminate.mock.calls]).toEqual([[], []]);
    stop();
    expect(stopped()).toBe(true);
  });

  it('is one timer for any number of sockets, every 30 s', () => {
    vi.useFakeTimers();
    ends.push(() => vi.useRealTimers());
    const beats = vi.fn();
    const stop = halfMinutes(beats);
    vi.advanceTimersByTime(29_999);
    expect(beats).toHaveBeenCalledTimes(0);
    vi.advanceTimersByTime(30_001);
    expect([beats.mock.calls.length, vi.getTimerCount()]).toEqual([2, 1]);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
