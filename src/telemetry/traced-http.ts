import type { HttpClient, HttpExchange, HttpRequest } from '../domain/host.ts';
import { addressOf } from './address.ts';
import { modelsWords } from './models-words.ts';
import type { OpenSpan, Recorder } from './recorder.ts';
import { type Attributes, toMicros } from './span.ts';

/** A route by its method and path: those of a dialect are few. */
const nameOf = ({ method, url }: HttpRequest): string =>
  `${method} ${URL.canParse(url) ? new URL(url).pathname : ''}`;

const cameTo = (exchange: HttpExchange): Attributes =>
  exchange.kind === 'failed'
    ? {
        'http.response.status_code': exchange.status,
        'error.type': exchange.failure,
        'ralph.total_ms': toMicros(exchange.afterMs),
      }
    : {
        'http.response.status_code': exchange.status,
        'error.type': exchange.status >= 400 ? String(exchange.status) : undefined,
        'ralph.first_byte_ms': toMicros(exchange.firstByteMs),
        'ralph.total_ms': toMicros(exchange.totalMs),
        'ralph.response.bytes': exchange.body.length,
      };

const wrongOf = (exchange: HttpExchange): string | undefined => {
  if (exchange.kind === 'failed') return exchange.failure;
  return exchange.status >= 400 ? `HTTP ${exchange.status}` : undefined;
};

function account(span: OpenSpan, request: HttpRequest, exchange: HttpExchange, asker: OpenSpan | undefined) {
  span.end(wrongOf(exchange));
  const outcome = cameTo(exchange);
  const { method, url } = request;
  span.tellLater(() => ({ 'http.request.method': method, ...addressOf(url).attributes, ...outcome }));
  if (asker?.isOfModel) asker.tellLater(modelsWords(request, exchange));
}

/** The same client, each exchange a span of its own whose name goes with it as `traceparent`. */
export const tracedHttp = (http: HttpClient, recorder: Recorder): HttpClient => ({
  exchange: async (request) => {
    const asker = recorder.current();
    const span = recorder.begin(nameOf(request), { kind: 'client' });
    const headers = { traceparent: span.traceparent, ...request.headers };
    try {
      const exchange = await http.exchange({ ...request, headers });
      account(span, request, exchange, asker);
      return exchange;
    } catch (error) {
      span.end('interrupted');
      throw error;
    }
  },
});
