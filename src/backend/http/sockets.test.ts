import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { addSockets } from './sockets.ts';
import { webPolicy } from './web-policy.ts';

const ends: (() => unknown)[] = [];
afterEach(() => Promise.all(ends.splice(0).map((end) => end())));

it('lets go of a peer that is gone without a word, and stops its beat with the stack', async () => {
  let beat = () => {};
  let stopped = false;
  const server = createServer();
  const served = new Promise<WebSocket>((serve) => {
    const web = webPolicy({ host: '127.0.0.1', corsOrigins: [], hostNames: [] });
    const metronome = (each: () => void) => {
      beat = each;
      return () => {
        stopped = true;
      };
    };
    const routes = { '/ws/a': { frameBytes: 100, serve } };
    const sockets = addSockets(
      server,
      routes,
      () => true,
      web,
      (upgrade) => upgrade,
      metronome,
    );
    ends.push(sockets.close);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());

  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws/a`, {
    autoPong: false,
  });
  await once(client, 'open');
  const socket = await served;
  const pinged = once(client, 'ping');
  beat();
  await pinged;
  expect(socket.readyState).toBe(WebSocket.OPEN);
  const closed = once(socket, 'close');
  beat();
  expect((await closed)[0]).toBe(1006);

  await Promise.all(ends.splice(0).map((end) => end()));
  expect(stopped).toBe(true);
});
