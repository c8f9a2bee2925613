import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Answer, answers, type Question } from './answers.ts';
import { addressed, planOf } from './plan.ts';
import type { player } from './play.ts';
import type { Ledger } from './truth.ts';

const MOST_BODY_BYTES = 64 * 1024;

/** What a person or a prompt says in a body; "" where it says nothing. */
async function textIn(request: IncomingMessage): Promise<string> {
  if (request.method === 'GET' || request.method === 'HEAD') return '';
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes <= MOST_BODY_BYTES) pieces.push(piece);
  }
  try {
    const { message, text } = JSON.parse(Buffer.concat(pieces).toString());
    return String(message ?? text ?? '');
  } catch {
    return '';
  }
}

function refuse(response: ServerResponse, status: number, detail: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ detail }));
}

/** Writes a piece; its head goes out with the first one, with the time of that. */
function write(response: ServerResponse, { type, dueMs, piece }: Answer, index: number, atMs: number): void {
  const bytes = piece(index, atMs);
  if (index === 0) {
    const length = dueMs.length === 1 ? { 'content-length': Buffer.byteLength(bytes) } : {};
    response.writeHead(200, { 'content-type': type, 'x-true-ms': atMs.toFixed(3), ...length });
  }
  response.write(bytes);
}

/** Answers every request as its plan says; `GET /truth` hands out what really happened since it was last asked. */
export function httpAnswers(
  play: ReturnType<typeof player>,
  ledger: Ledger,
  nowMs: () => number,
): RequestListener {
  let turn = 0;
  async function answer(request: IncomingMessage, response: ServerResponse, readMs: number): Promise<void> {
    const { route, said } = addressed(request.url ?? '/');
    if (route === '/truth') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ledger.take()));
      return;
    }
    const make = answers[route];
    if (!make) return refuse(response, 404, `no such route; there are ${Object.keys(answers).join(', ')}`);
    const read = planOf(said);
    if ('problem' in read) return refuse(response, 400, read.problem);
    const question: Question = { plan: read.plan, text: await textIn(request), turn: turn++ };
    const made = await make(question);
    play({
      route,
      readMs,
      dueMs: made.dueMs,
      stream: request.socket,
      write: (piece, atMs) => write(response, made, piece, atMs),
      finish: () => response.end(),
    });
  }
  return (request, response) => {
    const readMs = nowMs();
    // Whoever asks may be gone before all of the question is here.
    answer(request, response, readMs).catch(() => response.destroy());
  };
}
