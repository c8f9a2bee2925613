// Imports undici: loaded only where load is made.
import { type Dispatcher, Pool } from 'undici';
import { type AnswerReader, readers } from './answer-reader.ts';
import { Interrupts } from './interrupts.ts';
import { type Question, questionFor } from './question.ts';
import type { HttpDeed } from './scenario.ts';
import type { Outcome, Visitor } from './visitor.ts';

/** Short, so that a request is not written on a connection that its server is just giving up. */
const KEEP_ALIVE_MS = 1_000;

interface Asked {
  readonly deed: HttpDeed;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly speech: 'en' | 'fr';
  readonly timeoutMs: number;
  readonly connections: number;
  readonly signal: AbortSignal;
}

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : error.name;

const contentTypeOf = ({ 'content-type': type }: Record<string, string | string[] | undefined>): string =>
  typeof type === 'string' ? type : '';

/** What every request of a run has in common is made once. */
function asker({ url, headers }: Asked) {
  const base = new URL(url).pathname.replace(/\/$/, '');
  const bare = { accept: '*/*', 'user-agent': 'ralph', ...headers };
  const typed = { ...bare, 'content-type': 'application/json' };
  return ({ method, path, json }: Question) => ({
    method,
    path: `${base}${path}`,
    headers: json === null ? bare : typed,
    body: json === null ? null : JSON.stringify(json),
  });
}

interface Desk {
  readonly pool: Pool;
  readonly optionsOf: ReturnType<typeof asker>;
  readonly interrupts: Interrupts;
}

/** One exchange; every time is taken in the callback of the socket. */
function exchange(
  { pool, optionsOf, interrupts }: Desk,
  question: Question,
  { deed, timeoutMs }: Asked,
): Promise<Outcome> {
  return new Promise((resolve) => {
    let sentMs = 0;
    let status = 0;
    let reader: AnswerReader | undefined;
    let controller: Dispatcher.DispatchController | undefined;
    let settled = false;
    const settle = (outcome: Outcome): void => {
      if (settled) return;
      settled = true;
      clearTimeout(deadline);
      interrupts.remove(place);
      resolve(outcome);
      if (outcome.kind !== 'answered') controller?.abort(new Error('given up'));
    };
    const interrupt = (): void => settle({ kind: 'abandoned' });
    const deadline = setTimeout(() => settle({ kind: 'failed', reason: 'timeout' }), timeoutMs);
    const place = interrupts.add(interrupt);
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        sentMs = performance.now();
        controller = started;
        if (settled) started.abort(new Error('given up'));
      },
      onResponseStart(_controller, code, found) {
        if (code < 200) return;
        status = code;
        if (code < 300) reader = readers[deed.kind](question, contentTypeOf(found));
      },
      onResponseData: (_controller, bytes) => reader?.piece(bytes, performance.now()),
      onResponseEnd() {
        const endMs = performance.now();
        const read = reader?.end() ?? { wrong: `HTTP ${status}` };
        if (read.wrong !== null) settle({ kind: 'failed', reason: read.wrong });
        else {
          const { wrong: _, ...times } = read;
          settle({ kind: 'answered', sentMs, endMs, ...times });
        }
      },
      onResponseError: (_controller, error) => settle({ kind: 'failed', reason: codeOf(error) }),
    };
    pool.dispatch(optionsOf(question), handler);
  });
}

/** Visitors who ask over HTTP and share a pool of connections. */
export function httpVisitors(asked: Asked): { enter(): Visitor; close(): Promise<void> } {
  const pool = new Pool(new URL(asked.url).origin, {
    connections: asked.connections,
    connect: { timeout: asked.timeoutMs },
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
  });
  const desk: Desk = { pool, optionsOf: asker(asked), interrupts: new Interrupts(asked.signal) };
  const turn = (number: number): Promise<Outcome> =>
    asked.signal.aborted
      ? Promise.resolve({ kind: 'abandoned' })
      : exchange(desk, questionFor(asked.deed, asked.speech, number), asked);
  return { enter: () => ({ turn, leave: () => {} }), close: () => pool.destroy() };
}
