import { gzipSync } from 'node:zlib';
import { oneLine } from '../domain/printable.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Collector } from './collector.ts';
import { encode, type Message, type Origin, refusedIn } from './otlp.ts';
import type { Span } from './span.ts';

/** So many spans go in one request. */
const BATCH = 512;
/** What a collector may answer. */
const MOST_ANSWER_BYTES = 64 * 1024;
const REASON_CHARS = 200;
const BACKOFF_MS = 500;
/** It is busy, or somebody between is: what the specification of OTLP wants tried again. */
const AGAIN: readonly number[] = [429, 502, 503, 504];

/** How many spans arrived, and why the others did not. */
export interface HandedOver {
  readonly sent: number;
  readonly lack?: string;
}

interface Means {
  readonly signal: AbortSignal;
  readonly fetch: typeof globalThis.fetch;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** An answer that is longer than it may be is let go of: its end would be waited for in vain. */
async function bodyOf({ body }: Response): Promise<Uint8Array> {
  const reader = body?.getReader();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    bytes += next.value.length;
    if (bytes > MOST_ANSWER_BYTES) {
      reader?.cancel().catch(() => {});
      throw new RangeError(`found an answer of more than ${MOST_ANSWER_BYTES} bytes`);
    }
    pieces.push(next.value);
  }
  return Buffer.concat(pieces);
}

/** Of what it says nothing is read; nobody waits for it to hear so. */
const letGo = ({ body }: Response): void => void body?.cancel().catch(() => {});

const waitMs = (response: Response, attempt: number): number => {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? 1000 * seconds : BACKOFF_MS * 2 ** attempt;
};

async function post(
  { type, body }: Message,
  collector: Collector,
  { fetch, signal, sleep }: Means,
): Promise<Response> {
  const zipped = collector.gzip ? gzipSync(body) : body;
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(collector.url, {
      method: 'POST',
      headers: {
        'user-agent': 'ralph',
        ...collector.headers,
        'content-type': type,
        ...(collector.gzip && { 'content-encoding': 'gzip' }),
      },
      body: zipped as Uint8Array<ArrayBuffer>,
      // Spans and the key that goes with them are for the address that was named, and for no other.
      redirect: 'manual',
      signal,
    });
    if (!AGAIN.includes(response.status)) return response;
    letGo(response);
    await sleep(waitMs(response, attempt), signal);
  }
}

const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? undefined : codeOf(error.cause);
};

const WHYS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name does not resolve',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
};

function lackOf(error: unknown, { signal }: Means, { timeoutMs }: Collector): string {
  if (signal.aborted) return `not taken within ${timeoutMs} ms`;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return (code && WHYS[code]) ?? code ?? firstChars(oneLine(message), REASON_CHARS);
}

/** Hands spans to a collector, in as many requests as it takes, until `signal` aborts; never throws. */
export async function handOver(
  spans: readonly Span[],
  collector: Collector,
  origin: Origin,
  means: Means,
): Promise<HandedOver> {
  let sent = 0;
  try {
    for (let from = 0; from < spans.length; from += BATCH) {
      const batch = spans.slice(from, from + BATCH);
      const response = await post(encode(batch, collector.encoding, origin), collector, means);
      if (!response.ok) {
        letGo(response);
        return { sent, lack: `HTTP ${response.status}` };
      }
      const { count, why } = refusedIn(await bodyOf(response), collector.encoding);
      sent += batch.length - count;
      if (count > 0) return { sent, lack: `${count} refused: ${firstChars(oneLine(why), REASON_CHARS)}` };
    }
    return { sent };
  } catch (error) {
    return { sent, lack: lackOf(error, means, collector) };
  }
}
