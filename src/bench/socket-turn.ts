// Imports ws: loaded only where load is made.
import { WebSocket } from 'ws';
import { sessionFor } from '../load/prompts.ts';
import type { Outcome, Visitor } from './visitor.ts';

/** Whom the sockets go to, and how. */
export interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly speech: 'en' | 'fr';
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What is said in one turn, and what is made of the frames that come. */
export interface Exchange {
  readonly say: string | Uint8Array;
  /** Called in the callback of the socket; an outcome ends the turn, a promise of one too: nothing more is heard. */
  hear(frame: string | Uint8Array, atMs: number, sentMs: number): Outcome | Promise<Outcome> | undefined;
}

/** How visitors talk over a route. */
export interface Talk {
  readonly route: string;
  /** Said once on every new socket, in the session of its visitor. */
  introduction?(session: string): string;
  turn(number: number, session: string): Exchange;
}

const MOST_FRAME_BYTES = 16 * 1024 * 1024;

/** Takes one turn on a socket that is open or opening. */
function converse(ws: WebSocket, exchange: Exchange, { timeoutMs, signal }: Asked): Promise<Outcome> {
  return new Promise((resolve) => {
    let sentMs = 0;
    const send = (): void => {
      sentMs = performance.now();
      ws.send(exchange.say);
    };
    const settle = (outcome: Outcome | Promise<Outcome>): void => {
      clearTimeout(deadline);
      signal.removeEventListener('abort', interrupt);
      ws.off('open', send).off('message', hear).off('close', closed).off('unexpected-response', refused);
      resolve(outcome);
      if ('kind' in outcome && outcome.kind !== 'answered') ws.terminate();
    };
    const fail = (reason: string): void => settle({ kind: 'failed', reason });
    const hear = (data: Buffer, binary: boolean): void => {
      const outcome = exchange.hear(binary ? data : data.toString(), performance.now(), sentMs);
      if (outcome) settle(outcome);
    };
    const closed = (code: number): void => fail(`closed with ${code}`);
    const refused = (_request: unknown, { statusCode }: { statusCode?: number }): void =>
      fail(`HTTP ${statusCode ?? 0}`);
    const interrupt = (): void => settle({ kind: 'abandoned' });
    const deadline = setTimeout(() => fail('timeout'), timeoutMs);
    signal.addEventListener('abort', interrupt, { once: true });
    ws.on('message', hear).on('close', closed).on('unexpected-response', refused);
    if (ws.readyState === ws.OPEN) send();
    else ws.once('open', send);
  });
}

/** Visitors with a socket and a session each; a socket that broke is opened anew at the next turn. */
export function talkers(asked: Asked, talk: Talk): { enter(): Visitor; close(): Promise<void> } {
  const open = new Set<WebSocket>();
  const connect = (session: string): WebSocket => {
    const url = `${asked.url}${talk.route}`.replace(/^http/, 'ws');
    const options = { maxPayload: MOST_FRAME_BYTES, perMessageDeflate: false, headers: { ...asked.headers } };
    const ws = new WebSocket(url, options);
    // What it means is said by the close that follows.
    ws.on('error', () => {});
    ws.once('close', () => open.delete(ws));
    const introduction = talk.introduction?.(session);
    if (introduction !== undefined) ws.once('open', () => ws.send(introduction));
    open.add(ws);
    return ws;
  };
  const enter = (): Visitor => {
    let ws: WebSocket | undefined;
    const session = sessionFor('bench', 0);
    return {
      turn(number) {
        if (asked.signal.aborted) return Promise.resolve({ kind: 'abandoned' });
        if (ws === undefined || ws.readyState > ws.OPEN) ws = connect(session);
        return converse(ws, talk.turn(number, session), asked);
      },
      leave: () => ws?.close(1000),
    };
  };
  return {
    enter,
    close: async () => {
      for (const ws of open) ws.terminate();
    },
  };
}
