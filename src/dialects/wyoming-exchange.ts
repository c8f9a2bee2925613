import type { Socket, TcpClient } from '../domain/host.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Answer, Asked, Failure } from '../domain/stack.ts';
import { type WyomingEvent, wyomingEvents } from '../protocol/wyoming.ts';
import { nameField, shortened, textField } from './exchange.ts';

/** Where a Wyoming server listens. */
export interface WyomingServer {
  readonly tcp: TcpClient;
  readonly host: string;
  readonly port: number;
}

/** What is said on one connection, and what is made of the answer. */
export interface WyomingQuestion<Value> {
  /** Events, one after the other. */
  readonly say: Uint8Array;
  /** Takes each event but `error`; `atMs` counts from the question written. Undefined: more has to come. */
  hear(event: WyomingEvent, atMs: number): Heard<Value> | undefined;
}

type Heard<Value> =
  | {
      readonly value: Value;
      readonly raw: string;
      /** When the first of what was asked for came; absent: with the last. */
      readonly firstMs?: number;
    }
  | { readonly failure: Failure };

const MIB = 1024 * 1024;
const BOUNDS = { jsonBytes: 2 * MIB, payloadBytes: 8 * MIB };
/** Of a whole answer. */
const MOST_BYTES = 32 * MIB;
const RAW_CHARS = 2_000;
/** What Piper's server calls its error where it has no such voice. */
const NO_VOICE = 'VoiceNotFoundError';

/** The JSON of an event, as much of it as evidence keeps. */
export const rawOf = (data: WyomingEvent['data']): string => firstChars(JSON.stringify(data), RAW_CHARS);

/** Something came that is not what the protocol says. */
export const malformed = (found: string): { readonly failure: Failure } => ({
  failure: { kind: 'malformed', status: null, found },
});

const unreachable = (how: (Failure & { kind: 'unreachable' })['how'], detail: string) => ({
  failure: { kind: 'unreachable' as const, how, detail },
});

function rejected(data: WyomingEvent['data']): { readonly failure: Failure } {
  const code = nameField(data, 'code');
  const detail = shortened(textField(data, 'text') ?? code ?? 'no message');
  return {
    failure: {
      ...{ kind: 'rejected', status: null, detail, retryAfterMs: null },
      ...(code === NO_VOICE && { refusal: 'model-missing' }),
    },
  };
}

const failed = ({ failure }: { readonly failure: Failure }, wallMs: number, raw: string) =>
  ({ kind: 'failed', failure, wallMs, raw }) as const;

/** Listens until the question is answered, or until it is clear that it will not be. */
async function listen<Value>(
  socket: Socket,
  { say, hear }: WyomingQuestion<Value>,
  patienceMs: number,
): Promise<Answer<Value>> {
  const read = wyomingEvents(BOUNDS);
  const sentMs = socket.send(say);
  let [bytes, atMs, raw] = [0, 0, ''];
  const over = (heard: { readonly failure: Failure }) => failed(heard, atMs, raw);
  for (;;) {
    const came = await socket.next(Math.max(0, patienceMs - atMs));
    if (came.kind === 'silence') atMs += came.afterMs;
    else atMs = came.atMs - sentMs;
    if (came.kind === 'closed')
      return over(unreachable('reset', 'the server closed the connection before its answer was whole'));
    if (came.kind !== 'binary' || atMs >= patienceMs)
      return over(unreachable('timeout', `no whole answer within ${Math.round(patienceMs)} ms`));
    bytes += came.bytes.length;
    if (bytes > MOST_BYTES)
      return over(unreachable('oversized', `an answer of more than ${MOST_BYTES} bytes`));
    for (const event of read(came.bytes)) {
      if ('breach' in event) return over(malformed(event.breach));
      raw = `${shortened(event.type)} ${rawOf(event.data)}`;
      const heard = event.type === 'error' ? rejected(event.data) : hear(event, atMs);
      if (!heard) continue;
      if ('failure' in heard) return over(heard);
      const { value, firstMs = atMs } = heard;
      return { kind: 'answered', value, status: 200, firstByteMs: firstMs, wallMs: atMs, raw: heard.raw };
    }
  }
}

/** An answer, and how long it took with its connection. */
export interface WyomingExchange<Value> {
  readonly answer: Answer<Value>;
  readonly tookMs: number;
}

/**
 * Puts one question on a connection of its own. Times of the answer run from the question written; with the connection it
 * takes `timeoutMs` at most. Rejects only when `signal` aborts.
 */
export async function wyomingExchange<Value>(
  { tcp, host, port }: WyomingServer,
  question: WyomingQuestion<Value>,
  { timeoutMs, signal }: Asked,
): Promise<WyomingExchange<Value>> {
  const over = new AbortController();
  const opening = await tcp.open({ host, port, timeoutMs, signal: AbortSignal.any([signal, over.signal]) });
  if (opening.kind === 'failed') {
    const { failure, message, afterMs } = opening;
    const how = failure === 'rejected' ? 'protocol' : failure;
    return { answer: failed(unreachable(how, message), afterMs, message), tookMs: afterMs };
  }
  const { socket, connectMs } = opening;
  try {
    const answer = await listen(socket, question, timeoutMs - connectMs);
    return { answer, tookMs: connectMs + answer.wallMs };
  } finally {
    // Servers that are written in Python leave a connection open on their side, however long one waits for them.
    over.abort();
  }
}
