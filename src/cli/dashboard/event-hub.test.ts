import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { eventHub } from './event-hub.ts';

/** So much that no buffer of a system holds it. */
const ROUNDS = 4_000;
const LINE = 'x'.repeat(16 * 1024);

test('who reads nothing of what is told is let go, and the others hear all of it', async () => {
  const hub = eventHub(() => []);
  const server = createServer((_, response) => void hub.join(response)).listen(0, '127.0.0.1');
  onTestFinished(() => {
    hub.close();
    server.closeAllConnections();
    server.close();
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const listener = () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /events HTTP/1.1\r\nhost: x\r\n\r\n');
    return socket;
  };
  const joined = async (): Promise<number> =>
    new Promise((resolve, reject) =>
      server.getConnections((error, n) => (error ? reject(error) : resolve(n))),
    );
  const [slow, quick] = [listener(), listener()];
  onTestFinished(() => void [slow, quick].map((socket) => socket.destroy()));
  slow.on('error', () => {}).pause();
  let heard = 0;
  quick.on('data', (data) => {
    heard += data.length;
  });
  while (heard === 0 || (await joined()) < 2) await new Promise(setImmediate);
  let told = 0;
  for (let round = 0; round < ROUNDS && (await joined()) === 2; round++) {
    hub.tell('lines', LINE);
    told += LINE.length;
    while (heard < told) await new Promise(setImmediate);
  }
  expect(await joined()).toBe(1);
  expect(quick.destroyed).toBe(false);
});
