import type { WebSocket } from 'ws';
import type { Clock, Socket, SocketClient, SocketEvent, SocketOpening } from '../domain/host.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { transportFailure } from './failure.ts';
import { costOf, createInbox } from './inbox.ts';

const MAX_FRAME_BYTES = 16 * 1024 * 1024;
const MAX_WAITING_BYTES = 32 * 1024 * 1024;
/** Of all that comes after one message of ours and before the next, as {@link costOf} counts. */
const MAX_ANSWER_BYTES = 128 * 1024 * 1024;
/** A server that does not read what answers its pings gets no more of it. */
const MAX_UNREAD_BYTES = 64 * 1024;
const TOO_BIG = 1009;
const CLOSE_GRACE_MS = 500;

type Request = Parameters<SocketClient['open']>[0];

/** Collects what arrives from the first moment on, because frames may follow the upgrade in one packet. */
function listen(ws: WebSocket, clock: Clock, mostAnswerBytes: number) {
  const inbox = createInbox(clock);
  let lastError = '';
  let answerBytes = 0;
  const take = (event: SocketEvent & { atMs: number }): void => {
    answerBytes += costOf(event);
    if (answerBytes > mostAnswerBytes) {
      const reason = `more than ${mostAnswerBytes} bytes in answer to one message`;
      inbox.push({ kind: 'closed', code: TOO_BIG, reason, atMs: event.atMs });
      ws.terminate();
      return;
    }
    inbox.push(event);
    if (inbox.waitingBytes > MAX_WAITING_BYTES) ws.pause();
  };
  ws.on('ping', (data) => {
    if (ws.bufferedAmount < MAX_UNREAD_BYTES) ws.pong(data);
  });
  ws.on('error', (error) => {
    lastError = error.message;
  });
  ws.on('message', (data: Buffer, isBinary) => {
    const atMs = clock.nowMs();
    take(
      isBinary
        ? { kind: 'binary', bytes: new Uint8Array(data), atMs }
        : { kind: 'text', text: data.toString('utf8'), atMs },
    );
  });
  ws.on('close', (code, reason) => {
    inbox.push({ kind: 'closed', code, reason: reason.toString('utf8') || lastError, atMs: clock.nowMs() });
  });
  const asked = (): void => {
    answerBytes = 0;
  };
  return { inbox, asked };
}

async function closeGently(ws: WebSocket): Promise<void> {
  if (ws.readyState === ws.CLOSED) return;
  await new Promise<void>((resolve) => {
    const terminate = setTimeout(() => ws.terminate(), CLOSE_GRACE_MS);
    ws.once('close', () => {
      clearTimeout(terminate);
      resolve();
    });
    ws.resume();
    ws.close(1000);
  });
}

/** What may be done with the socket; what arrives is collected from the moment of the call on. */
function converse(ws: WebSocket, clock: Clock, mostAnswerBytes: number, signal?: AbortSignal): Socket {
  const { inbox, asked } = listen(ws, clock, mostAnswerBytes);
  const interrupt = (): void => {
    inbox.fail(signal?.reason);
    ws.terminate();
  };
  signal?.addEventListener('abort', interrupt, { once: true });
  ws.once('close', () => signal?.removeEventListener('abort', interrupt));
  return {
    send: (frame) => {
      asked();
      const atMs = clock.nowMs();
      ws.send(frame, () => {});
      return atMs;
    },
    next: async (timeoutMs) => {
      const event = await inbox.next(timeoutMs);
      if (ws.isPaused && inbox.waitingBytes <= MAX_WAITING_BYTES) ws.resume();
      return event;
    },
    close: () => closeGently(ws),
  };
}

/** Waits for the upgrade, its refusal, the deadline or the abort, whichever comes first. */
function opening(
  ws: WebSocket,
  request: Request,
  clock: Clock,
  mostAnswerBytes: number,
): Promise<SocketOpening> {
  const startMs = clock.nowMs();
  const socket = converse(ws, clock, mostAnswerBytes, request.signal);
  return new Promise((resolve, reject) => {
    const settle = (result: SocketOpening): void => {
      clearTimeout(deadline);
      request.signal?.removeEventListener('abort', interrupt);
      resolve(result);
      if (result.kind === 'failed') ws.terminate();
    };
    const fail = (failed: Omit<SocketOpening & { kind: 'failed' }, 'kind' | 'afterMs'>): void =>
      settle({ kind: 'failed', ...failed, afterMs: clock.nowMs() - startMs });
    const interrupt = (): void => {
      clearTimeout(deadline);
      reject(request.signal?.reason);
    };
    const deadline = setTimeout(
      () => fail({ failure: 'timeout', message: `no upgrade within ${request.timeoutMs} ms` }),
      request.timeoutMs,
    );
    request.signal?.addEventListener('abort', interrupt, { once: true });
    ws.once('open', () => settle({ kind: 'open', connectMs: clock.nowMs() - startMs, socket }));
    ws.once('unexpected-response', (_request, { statusCode: status = 0, statusMessage = '' }) =>
      fail({ failure: 'rejected', status, message: firstChars(`${status} ${statusMessage}`, 200) }),
    );
    ws.once('error', (error) => fail(transportFailure(error)));
  });
}

/** WebSockets without compression and without redirects, their frames and queues bounded. */
export const createSockets = (clock: Clock, mostAnswerBytes = MAX_ANSWER_BYTES): SocketClient => ({
  open: async (request) => {
    const { WebSocket } = await import('ws');
    request.signal?.throwIfAborted();
    try {
      const options = { maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false, autoPong: false };
      const ws = new WebSocket(request.url, [...(request.protocols ?? [])], {
        ...options,
        headers: { ...request.headers },
      });
      return opening(ws, request, clock, mostAnswerBytes);
    } catch (error) {
      return { kind: 'failed', ...transportFailure(error), afterMs: 0 };
    }
  },
});
