import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { limits } from '../protocol/limits.ts';
import type { KeyCheck } from './api-key.ts';
import { rawAnswer } from './app.ts';

const socketsAtMost = 1000;
const goingAway = 1001;

/** What a path does with a socket that was let in. */
export type SocketRoutes = Readonly<Record<string, (socket: WebSocket) => void>>;

/** Sockets of a server, to be ended with it. */
export interface Sockets {
  close(): void;
}

function refuse(socket: Duplex, status: string, detail: string) {
  socket.once('finish', () => socket.destroy());
  socket.end(rawAnswer(status, detail));
}

/** Takes the upgrades of a server; refuses, in this order, other protocols, other paths, wrong keys and a full house. */
export function addSockets(server: Server, routes: SocketRoutes, opens: KeyCheck): Sockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytes,
    perMessageDeflate: false,
  });
  sockets.on('wsClientError', (error, socket) => refuse(socket, '400 Bad Request', error.message));

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A peer that resets the connection must not end the process.
    stream.on('error', () => stream.destroy());
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      return refuse(stream, '426 Upgrade Required', 'the only upgrade known here is websocket');
    }
    const [path = ''] = (request.url ?? '').split('?');
    const serve = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (!serve) return refuse(stream, '404 Not Found', 'no such route');
    if (!opens(request.headers['x-api-key'])) {
      return refuse(stream, '401 Unauthorized', 'X-API-Key is missing or wrong');
    }
    if (sockets.clients.size >= socketsAtMost) {
      return refuse(stream, '503 Service Unavailable', 'too many sockets are open');
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', () => socket.terminate());
      serve(socket);
    });
  });

  return {
    close() {
      for (const socket of sockets.clients) {
        socket.close(goingAway, 'the stack is stopping');
        socket.terminate();
      }
    },
  };
}
