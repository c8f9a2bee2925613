import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { token, tokensOf } from './answers.ts';
import { addressed, type Plan, pieceTimes, planOf } from './plan.ts';
import type { player } from './play.ts';

const PATHS = ['/ws', '/ws/chat'];
const MOST_FRAME_BYTES = 64 * 1024;

type Play = ReturnType<typeof player>;

function frameOf(data: Buffer): { readonly type?: unknown; readonly content?: unknown } {
  try {
    return Object(JSON.parse(data.toString()));
  } catch {
    return {};
  }
}

/** Answers pings and messages of one socket, in the frames of `/ws/chat`. */
function serve(socket: WebSocket, stream: Duplex, plan: Plan, play: Play, nowMs: () => number): void {
  const say = (...frames: object[]): void => {
    for (const frame of frames) socket.send(JSON.stringify(frame), () => {});
  };
  socket.on('error', () => {});
  socket.on('message', (data: Buffer) => {
    const readMs = nowMs();
    const { type, content } = frameOf(data);
    if (type === 'ping') {
      play({ route: 'ping', readMs, dueMs: [plan.pong], stream, write: () => say({ type: 'pong' }) });
    } else if (type === 'message') {
      const tokens = tokensOf({ plan, text: String(content) });
      play({
        route: 'message',
        readMs,
        dueMs: pieceTimes(plan, tokens.length),
        stream,
        write(index, atMs) {
          const said = { type: 'token', ...token(tokens[index] ?? '', atMs) };
          say(said, ...(index < tokens.length - 1 ? [] : [{ type: 'end' }]));
        },
      });
    } else say({ type: 'error', message: 'expected a ping or a message' });
  });
}

/** Opens sockets at the paths of the contract, each with the plan of its address. */
export function socketAnswers(play: Play, nowMs: () => number) {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MOST_FRAME_BYTES,
  });
  return (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const readMs = nowMs();
    stream.on('error', () => {});
    const { route, said } = addressed(request.url ?? '/');
    const read = planOf(said);
    if (!PATHS.includes(route) || 'problem' in read) {
      stream.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
      return;
    }
    const { plan } = read;
    play({
      route: 'upgrade',
      readMs,
      dueMs: [plan.connect],
      stream,
      write: () =>
        sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, stream, plan, play, nowMs)),
    });
  };
}
