// Imports ws: loaded only where load is made.
import { WebSocket } from 'ws';
import { evaSocket } from '../dialects/eva-socket.ts';
import { promptFor, sessionFor } from '../load/prompts.ts';
import { routes } from '../protocol/routes.ts';
import { wrongWords } from './answer-reader.ts';
import type { Outcome, Visitor } from './visitor.ts';

interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly speech: 'en' | 'fr';
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const MOST_FRAME_BYTES = 16 * 1024 * 1024;

/** Takes one turn on a socket that is open or opening. */
function converse(ws: WebSocket, number: number, session: string, asked: Asked): Promise<Outcome> {
  const { url, headers, speech, timeoutMs, signal } = asked;
  const spoken = evaSocket(`${url}${routes.chatSocket}`, headers);
  const { text: question, topic } = promptFor(speech, number);
  return new Promise((resolve) => {
    let sentMs = 0;
    let firstMs: number | null = null;
    let answer = '';
    const send = (): void => {
      sentMs = performance.now();
      ws.send(spoken.message(question, session));
    };
    const settle = (outcome: Outcome): void => {
      clearTimeout(deadline);
      signal.removeEventListener('abort', interrupt);
      ws.off('open', send).off('message', hear).off('close', closed).off('unexpected-response', refused);
      resolve(outcome);
      if (outcome.kind !== 'answered') ws.terminate();
    };
    const fail = (reason: string): void => settle({ kind: 'failed', reason });
    const hear = (data: Buffer, binary: boolean): void => {
      const atMs = performance.now();
      const frame = spoken.read(binary ? data : data.toString());
      if (frame.kind === 'token') {
        answer += frame.text;
        if (answer !== '') firstMs ??= atMs;
      }
      if (frame.kind === 'error') fail('error frame');
      if (frame.kind !== 'end') return;
      const wrong = wrongWords(answer, topic);
      if (wrong === null) settle({ kind: 'answered', sentMs, endMs: atMs, firstMs, underrunMs: null });
      else fail(wrong);
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
export function socketVisitors(asked: Asked): { enter(): Visitor; close(): Promise<void> } {
  const open = new Set<WebSocket>();
  const connect = (): WebSocket => {
    const url = `${asked.url}${routes.chatSocket}`.replace(/^http/, 'ws');
    const options = { maxPayload: MOST_FRAME_BYTES, perMessageDeflate: false, headers: { ...asked.headers } };
    const ws = new WebSocket(url, options);
    // What it means is said by the close that follows.
    ws.on('error', () => {});
    ws.once('close', () => open.delete(ws));
    open.add(ws);
    return ws;
  };
  const enter = (): Visitor => {
    let ws: WebSocket | undefined;
    const session = sessionFor('bench', 0);
    return {
      turn(number) {
        if (asked.signal.aborted) return Promise.resolve({ kind: 'abandoned' });
        if (ws === undefined || ws.readyState > ws.OPEN) ws = connect();
        return converse(ws, number, session, asked);
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
