import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type ServerFrame, serverFrame } from '../../protocol/socket.ts';
import { endWithFile } from './stack-under-test.ts';

/** A socket of a test, its frames read one by one. */
export interface SocketClient {
  readonly socket: WebSocket;
  /** Sends a value as JSON, or a text as it is. */
  send(frame: object | string): void;
  /** The next frame, checked against the contract. */
  next(): Promise<ServerFrame>;
  /** The frames of one turn, its end or error included. */
  turn(): Promise<readonly ServerFrame[]>;
}

export const socketUrl = (url: string): string => `${url.replace('http', 'ws')}/ws/chat`;

/** Connects; the socket ends with the test file. */
export async function connect(url: string, headers: Record<string, string> = {}): Promise<SocketClient> {
  const socket = new WebSocket(socketUrl(url), { headers });
  endWithFile(() => socket.terminate());
  const frames: ServerFrame[] = [];
  const readers: ((frame: ServerFrame) => void)[] = [];
  socket.on('message', (data) => {
    const frame = serverFrame.parse(JSON.parse(String(data)));
    const reader = readers.shift();
    if (reader) reader(frame);
    else frames.push(frame);
  });
  await once(socket, 'open');

  const next = async () =>
    frames.shift() ?? (await new Promise<ServerFrame>((resolve) => readers.push(resolve)));
  return {
    socket,
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    next,
    async turn() {
      const heard = [await next()];
      while (heard.at(-1)?.type === 'token') heard.push(await next());
      return heard;
    },
  };
}

/** The HTTP answer to an upgrade that is refused. */
export function refusedUpgrade(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number | undefined; type: string | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    socket.on('open', () => reject(new Error('it was let in')));
    socket.on('error', reject);
    socket.on('unexpected-response', (_, response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => {
        resolve({ status: response.statusCode, type: response.headers['content-type'], body });
      });
    });
  });
}
