import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import protobuf from 'protobufjs';
import { listening } from './listening.ts';

/** A span as it lay on the wire, read by nothing of the sender's. */
export interface WireSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client. */
  readonly kind: number;
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** 0 unset, 2 error. */
  readonly status: { readonly code: number; readonly message: string };
  /** Of the process it comes from. */
  readonly resource: Readonly<Record<string, unknown>>;
  readonly scope: string;
}

/** The messages of OTLP as far as a trace needs them: numbers and types of the published protocol. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message AnyValue {
    oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; ArrayValue array_value = 5; }
  }
  message ArrayValue { repeated AnyValue values = 1; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message Status { string message = 2; int32 code = 3; }
  message Span {
    bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
    fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9; Status status = 15;
  }
  message Scope { string name = 1; string version = 2; }
  message ScopeSpans { Scope scope = 1; repeated Span spans = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message Request { repeated ResourceSpans resource_spans = 1; }
`);
const Request = root.lookupType('Request');

/** A message of protobuf as the same message is in JSON, but that its identifiers are base64. */
const asJson = (body: Uint8Array): Wire =>
  Request.toObject(Request.decode(body), { longs: String, bytes: String, defaults: false }) as Wire;

interface Value {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values?: readonly Value[] };
}
type Pairs = readonly { readonly key: string; readonly value: Value }[];

interface Wire {
  readonly resourceSpans: readonly {
    readonly resource?: { readonly attributes?: Pairs };
    readonly scopeSpans: readonly {
      readonly scope?: { readonly name?: string };
      readonly spans: readonly {
        readonly traceId: string;
        readonly spanId: string;
        readonly parentSpanId?: string;
        readonly name: string;
        readonly kind: number;
        readonly startTimeUnixNano: string;
        readonly endTimeUnixNano: string;
        readonly attributes?: Pairs;
        readonly status?: { readonly code?: number; readonly message?: string };
      }[];
    }[];
  }[];
}

function plain(value: Value): unknown {
  if (value.intValue !== undefined) return Number(value.intValue);
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(plain);
  return value.stringValue ?? value.boolValue ?? value.doubleValue;
}

const record = (pairs: Pairs = []): Record<string, unknown> =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, plain(value)]));

/** JSON has hex digits where protobuf has bytes. */
function spansIn(wire: Wire, id: (text: string) => string): WireSpan[] {
  return wire.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((span) => ({
        traceId: id(span.traceId),
        spanId: id(span.spanId),
        parentSpanId: id(span.parentSpanId ?? ''),
        name: span.name,
        kind: span.kind,
        startNs: BigInt(span.startTimeUnixNano),
        endNs: BigInt(span.endTimeUnixNano),
        attributes: record(span.attributes),
        status: { code: span.status?.code ?? 0, message: span.status?.message ?? '' },
        resource: record(resource?.attributes),
        scope: scope?.name ?? '',
      })),
    ),
  );
}

const READERS: Readonly<Record<string, (body: Buffer) => WireSpan[]>> = {
  'application/json': (body) => spansIn(JSON.parse(body.toString('utf8')), (text) => text),
  'application/x-protobuf': (body) =>
    spansIn(asJson(body), (text) => Buffer.from(text, 'base64').toString('hex')),
};

/** What came in one request. */
interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  readonly spans: readonly WireSpan[];
}

/** A collector of OTLP over HTTP on a free port, which answers as told: by itself that it took all. */
export async function startCollector(
  answer: (response: ServerResponse) => void = (response) => response.end(),
) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const whole = Buffer.concat(pieces);
    const raw = request.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole;
    const read = READERS[request.headers['content-type'] ?? ''];
    received.push({ path: request.url ?? '', headers: request.headers, raw, spans: read?.(raw) ?? [] });
    answer(response);
  });
  return { ...(await listening(server)), received, spans: () => received.flatMap(({ spans }) => spans) };
}
