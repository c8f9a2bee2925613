import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createRawServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { WireSocket } from './wire-socket.ts';

const listen = async (server: ReturnType<typeof createServer> | ReturnType<typeof createRawServer>) => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return new URL(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/ws/chat?a=b`);
};

/** A server of the library, and what it does with each socket. */
async function serving(talk: (socket: WebSocket, request: IncomingMessage) => void) {
  const server = createServer();
  new WebSocketServer({ server }).on('connection', talk);
  return listen(server);
}

/** A socket whose frames and end can be awaited. */
function listening(url: URL, headers: Record<string, string> = {}) {
  const frames: (string | Uint8Array)[] = [];
  let over = 0;
  const socket = new WireSocket(url, { headers, introduction: 'it is me' }, () => over++);
  onTestFinished(() => socket.terminate());
  const told = new Promise<{ frames: typeof frames; reason: string; over: number }>((resolve) => {
    socket.ears = {
      opened: () => frames.push('(open)'),
      heard: (frame) => frames.push(frame),
      closed: (reason) => resolve({ frames, reason, over }),
    };
  });
  return { socket, told };
}

it('sends and hears text, bytes and pings, and says why it ended', async () => {
  const seen: unknown[] = [];
  const url = await serving((socket, request) => {
    seen.push(request.url, request.headers['x-api-key']);
    socket.send('hello, été');
    socket.send(Buffer.from([1, 2]));
    socket.ping('still there');
    socket.on('pong', (data) => {
      seen.push(String(data));
      socket.send('go on');
    });
    socket.on('message', (data, binary) => {
      seen.push(binary ? data : String(data));
      if (binary) socket.close(1013);
    });
  });
  const { socket, told } = listening(url, { 'x-api-key': 'k' });
  const { ears } = socket;
  socket.ears = {
    opened: () => ears?.opened(),
    closed: (reason) => ears?.closed(reason),
    heard(frame, atMs) {
      ears?.heard(frame, atMs);
      if (frame !== 'go on') return;
      socket.send('à toi');
      socket.send(Uint8Array.of(3, 4));
    },
  };
  expect(await told).toEqual({
    frames: ['(open)', 'hello, été', Buffer.from([1, 2]), 'go on'],
    reason: 'closed with 1013',
    over: 1,
  });
  expect(seen).toEqual(['/ws/chat?a=b', 'k', 'it is me', 'still there', 'à toi', Buffer.from([3, 4])]);
  expect(socket.isOver).toBe(true);
});

it('says goodbye when it leaves', async () => {
  let left = (_code: number): void => {};
  const code = new Promise<number>((resolve) => {
    left = resolve;
  });
  const url = await serving((socket) => {
    socket.on('close', left);
    socket.send('now');
  });
  const { socket } = listening(url);
  socket.ears = { opened: () => {}, heard: () => socket.close(), closed: () => {} };
  expect(await code).toBe(1000);
});

const refusing: RequestListener = (_request, response) => response.writeHead(403).end('no');

it('a refused upgrade tells its status', async () => {
  const server = createServer(refusing);
  server.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 429 Too Many\r\nretry-after: 3\r\n\r\n'));
  expect(await listening(await listen(server)).told).toMatchObject({ reason: 'HTTP 429', over: 1 });
  expect(await listening(await listen(createServer(refusing))).told).toMatchObject({ reason: 'HTTP 403' });
});

it.each([
  ['an answer that is none', 'nonsense\r\n\r\n', 'HTTP 0'],
  [
    'a wrong key',
    'HTTP/1.1 101 X\r\nupgrade: websocket\r\nsec-websocket-accept: abc\r\n\r\n',
    'no WebSocket',
  ],
  ['a head without end', `HTTP/1.1 101 X\r\n${'x: y\r\n'.repeat(4_000)}`, 'no WebSocket'],
  ['silence and an end', '', 'closed with 1006'],
])('%s is no conversation', async (_what, answer, reason) => {
  const server = createRawServer((socket: Socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(answer));
  });
  const { frames, ...end } = await listening(await listen(server)).told;
  expect(frames).toEqual([]);
  expect(end).toEqual({ reason, over: 1 });
});

it('nobody there is an end too', async () => {
  const { told } = listening(new URL('http://127.0.0.1:9/ws/chat'));
  expect(await told).toMatchObject({ reason: 'closed with 1006', over: 1 });
});
