// Imports the serializer of OpenTelemetry: loaded only where spans are handed over.
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { Collector } from './collector.ts';
import type { Attributes, Span, SpanContext, SpanKind } from './span.ts';

const SERIALIZERS = {
  protobuf: { serializer: ProtobufTraceSerializer, type: 'application/x-protobuf' },
  json: { serializer: JsonTraceSerializer, type: 'application/json' },
} as const satisfies Record<Collector['encoding'], unknown>;

type Readable = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0][number];

/** Numbers of the API of OpenTelemetry. */
const KINDS: Readonly<Record<SpanKind, number>> = { internal: 0, server: 1, client: 2 };
const STATUS = { unset: 0, error: 2 } as const;
const SAMPLED = 1;

/** Seconds and nanoseconds. */
const moment = (ms: number): [number, number] => {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
};

const contextOf = ({ traceId, spanId }: SpanContext) => ({ traceId, spanId, traceFlags: SAMPLED });

function masked(attributes: Attributes, mask: (text: string) => string): Readable['attributes'] {
  const one = (value: Attributes[string]) => {
    if (typeof value === 'string') return mask(value);
    return Array.isArray(value) ? value.map(mask) : value;
  };
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, one(value)]),
  ) as Readable['attributes'];
}

export interface Origin {
  readonly resource: Attributes;
  readonly version: string;
  /** Keeps secrets out of all that is text. */
  mask(text: string): string;
}

function readable(span: Span, origin: Origin, resource: Readable['resource']): Readable {
  const { name, kind, startMs, endMs, error, parent } = span;
  return {
    name: origin.mask(name),
    kind: KINDS[kind] as Readable['kind'],
    spanContext: () => contextOf(span),
    ...(parent && { parentSpanContext: { ...contextOf(parent), isRemote: parent.remote } }),
    startTime: moment(startMs),
    endTime: moment(endMs),
    duration: moment(Math.max(0, endMs - startMs)),
    status:
      error === undefined ? { code: STATUS.unset } : { code: STATUS.error, message: origin.mask(error) },
    attributes: masked(span.attributes, origin.mask),
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: { name: 'ralph', version: origin.version },
    ...{ droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
  };
}

/** What a collector takes in one request. */
export interface Message {
  readonly type: string;
  readonly body: Uint8Array;
}

/** Spans as a collector takes them. */
export function encode(spans: readonly Span[], encoding: Collector['encoding'], origin: Origin): Message {
  const { serializer, type } = SERIALIZERS[encoding];
  const resource = resourceFromAttributes(masked(origin.resource, origin.mask));
  const body = serializer.serializeRequest(spans.map((span) => readable(span, origin, resource)));
  if (!body) throw new TypeError('spans could not be written as OTLP');
  return { type, body };
}

/** How many spans a collector refused of those it took, and why, by its answer; none where it says nothing. */
export function refusedIn(
  answer: Uint8Array,
  encoding: Collector['encoding'],
): { readonly count: number; readonly why: string } {
  try {
    const { partialSuccess } = SERIALIZERS[encoding].serializer.deserializeResponse(answer);
    return {
      count: Number(partialSuccess?.rejectedSpans ?? 0),
      why: String(partialSuccess?.errorMessage ?? ''),
    };
  } catch {
    return { count: 0, why: '' };
  }
}
