import type { Dispatcher } from 'undici';
import type {
  Arrival,
  Clock,
  HttpClient,
  HttpExchange,
  HttpRequest,
  TransportFailure,
} from '../domain/host.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { type Connection, createConnections } from './connections.ts';
import { contentOf } from './content.ts';
import { codingOf, decoded } from './decoding.ts';
import { transportFailure } from './failure.ts';

const EXCERPT_BYTES = 300;
/** More pieces than these are not told apart. */
const MOST_ARRIVALS = 10_000;

type Headers = Readonly<Record<string, string>>;

/** What has come of the answer so far. */
interface Arrived {
  status: number;
  headers: Headers;
  /** Of its body; of its head as long as, and where, there is none. */
  firstByteMs: number;
  readonly chunks: Uint8Array[];
  /** When each chunk came; the last of them when all of the rest had. */
  readonly stampsMs: number[];
  bytes: number;
}

/** Keeps a piece; beyond {@link MOST_ARRIVALS} they are joined as they come, or an answer in crumbs would cost a hundred times its bytes. */
function keep({ chunks, stampsMs }: Arrived, chunk: Uint8Array, atMs: number): void {
  chunks.push(chunk);
  stampsMs[Math.min(stampsMs.length, MOST_ARRIVALS)] = atMs;
  if (chunks.length === 2 * MOST_ARRIVALS) chunks.push(Buffer.concat(chunks.splice(MOST_ARRIVALS)));
}

const bytesOf = ({ chunks }: Arrived): Uint8Array => {
  const joined = Buffer.concat(chunks);
  return new Uint8Array(joined.buffer, joined.byteOffset, joined.byteLength);
};

/** When each piece came; beyond {@link MOST_ARRIVALS} all of the rest is one, which came with the last. */
function arrivalsOf({ chunks, stampsMs, bytes }: Arrived): Arrival[] {
  const arrivals = chunks
    .slice(0, MOST_ARRIVALS)
    .map((chunk, index) => ({ atMs: stampsMs[index] ?? 0, bytes: chunk.length }));
  const told = arrivals.reduce((sum, arrival) => sum + arrival.bytes, 0);
  return bytes > told ? [...arrivals, { atMs: stampsMs.at(-1) ?? 0, bytes: bytes - told }] : arrivals;
}

/** The first bytes as text; a character or a secret that was cut in half is left out. */
function excerptOf(arrived: Arrived): string {
  const bytes = bytesOf(arrived);
  const decode = (most: number): string =>
    new TextDecoder().decode(bytes.subarray(0, most), { stream: true });
  return firstChars(decode(2 * EXCERPT_BYTES), decode(EXCERPT_BYTES).length);
}

const flatten = (headers: Record<string, string | string[] | undefined>): Headers =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

function dispatchOptions(request: HttpRequest): Dispatcher.DispatchOptions {
  const { pathname, search } = new URL(request.url);
  const { headers, body } = contentOf(request);
  return {
    method: request.method,
    path: pathname + search,
    // Without a word on it any coding would be welcome (RFC 9110, 12.5.3), and none is: it would blur when what came.
    headers: {
      ...{ accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'ralph' },
      ...headers,
      ...request.headers,
    },
    body,
  };
}

/** One exchange on one connection; the connection is given up unless the answer came whole. */
function converse(connection: Connection, request: HttpRequest, clock: Clock): Promise<HttpExchange> {
  return new Promise((resolve, reject) => {
    let startMs = clock.nowMs();
    let arrived: Arrived | undefined;

    const stop = (): void => {
      clearTimeout(deadline);
      request.signal?.removeEventListener('abort', interrupt);
    };
    const fail = (failure: TransportFailure, message: string): void => {
      stop();
      const begun = arrived ? { status: arrived.status, excerpt: excerptOf(arrived) } : {};
      resolve({ kind: 'failed', failure, message, ...begun, afterMs: clock.nowMs() - startMs });
      // Last, because it makes the handler below report a failure of its own.
      connection.abandon();
    };
    const interrupt = (): void => {
      stop();
      reject(request.signal?.reason);
      connection.abandon();
    };
    const late = (): void => {
      const came = arrived && arrived.bytes > 0 ? `, ${arrived.bytes} bytes had come` : '';
      fail('timeout', `no whole answer within ${request.timeoutMs} ms${came}`);
    };
    const deadline = setTimeout(late, request.timeoutMs);
    request.signal?.addEventListener('abort', interrupt, { once: true });

    const handler: Dispatcher.DispatchHandler = {
      // The connection is open and the next thing that happens is the write.
      onRequestStart: () => {
        startMs = clock.nowMs();
      },
      onResponseStart: (_controller, status, headers) => {
        if (status < 200) return;
        const firstByteMs = clock.nowMs() - startMs;
        arrived = { status, headers: flatten(headers), firstByteMs, chunks: [], stampsMs: [], bytes: 0 };
      },
      onResponseData: (_controller, chunk) => {
        if (!arrived) return;
        const atMs = clock.nowMs() - startMs;
        // Servers that stream send the head before they have begun to make what follows.
        if (arrived.bytes === 0) arrived.firstByteMs = atMs;
        keep(arrived, chunk, atMs);
        arrived.bytes += chunk.length;
        if (arrived.bytes > request.maxBytes) {
          fail('oversized', `more than ${request.maxBytes} bytes`);
        } else if (codingOf(arrived.headers) === null) request.onPiece?.(chunk, atMs);
      },
      onResponseEnd: () => {
        if (!arrived) return;
        stop();
        const { status, headers, firstByteMs } = arrived;
        const totalMs = clock.nowMs() - startMs;
        const body = bytesOf(arrived);
        const timeline = request.timeline ? { arrivals: arrivalsOf(arrived) } : {};
        resolve({ kind: 'answered', status, headers, body, firstByteMs, totalMs, ...timeline });
      },
      onResponseError: (_controller, error) => {
        const { failure, message } = transportFailure(error);
        fail(failure, message);
      },
    };
    try {
      connection.client.dispatch(dispatchOptions(request), handler);
    } catch (error) {
      fail('protocol', transportFailure(error).message);
    }
  });
}

/** HTTP/1.1 on connections of its own; `close` ends those that no exchange uses. */
export function createHttp(clock: Clock): HttpClient & { close(): Promise<void> } {
  const connections = createConnections();

  async function exchange(request: HttpRequest, fresh?: 'fresh'): Promise<HttpExchange> {
    request.signal?.throwIfAborted();
    const { origin } = new URL(request.url);
    const connection = await connections.take(origin, fresh);
    const result = await converse(connection, request, clock);
    if (result.kind === 'answered') connections.giveBack(origin, connection);
    const stale = result.kind === 'failed' && result.failure === 'reset' && result.status === undefined;
    if (!stale || !connection.reused) return decoded(result, request.maxBytes);
    // An idle connection that its server closed in the same moment says nothing about the server.
    return exchange({ ...request, timeoutMs: Math.max(1, request.timeoutMs - result.afterMs) }, 'fresh');
  }

  return { exchange: (request) => exchange(request), close: () => connections.close() };
}
