import type { Socket, SocketClient, SocketOpening } from '../domain/host.ts';
import { addressOf } from './address.ts';
import type { OpenSpan, Recorder } from './recorder.ts';
import { toMicros } from './span.ts';

/** Counts frames both ways; the span lasts until the socket is closed, by whom ever. */
function counted(socket: Socket, span: OpenSpan): Socket {
  let sent = 0;
  let received = 0;
  const over = (more: { readonly error?: string; readonly code?: number } = {}): void => {
    span.end(more.error);
    span.tell({
      'ralph.socket.sent_frames': sent,
      'ralph.socket.received_frames': received,
      ...(more.code !== undefined && { 'ralph.socket.close_code': more.code }),
    });
  };
  return {
    send: (frame) => {
      sent++;
      return socket.send(frame);
    },
    next: async (timeoutMs) => {
      const event = await socket.next(timeoutMs);
      if (event.kind === 'closed') over({ code: event.code });
      else if (event.kind !== 'silence') received++;
      return event;
    },
    close: () => {
      over();
      return socket.close();
    },
  };
}

function upgraded(opening: SocketOpening, span: OpenSpan): SocketOpening {
  if (opening.kind === 'open') {
    span.tell({ 'http.response.status_code': 101, 'ralph.connect_ms': toMicros(opening.connectMs) });
    return { ...opening, socket: counted(opening.socket, span) };
  }
  const { failure, status, afterMs } = opening;
  span.end(status === undefined ? failure : `HTTP ${status}`);
  span.tell({
    'http.response.status_code': status,
    'error.type': status === undefined ? failure : String(status),
    'ralph.total_ms': toMicros(afterMs),
  });
  return opening;
}

/** The same client, each connection a span of its own whose name goes with its upgrade as `traceparent`. */
export const tracedSockets = (sockets: SocketClient, recorder: Recorder): SocketClient => ({
  open: async (request) => {
    const { path, attributes } = addressOf(request.url);
    const span = recorder.begin(`GET ${path}`, {
      kind: 'client',
      attributes: { 'http.request.method': 'GET', ...attributes },
    });
    const headers = { traceparent: span.traceparent, ...request.headers };
    try {
      return upgraded(await sockets.open({ ...request, headers }), span);
    } catch (error) {
      span.end('interrupted');
      throw error;
    }
  },
});
