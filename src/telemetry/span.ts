/** What a span says of itself, by the names of the semantic conventions, and ralph's own under `ralph.`. */
export type Attributes = Readonly<
  Record<string, string | number | boolean | readonly string[] | null | undefined>
>;

/** Which span of which trace: 32 and 16 hex digits. */
export interface SpanContext {
  readonly traceId: string;
  readonly spanId: string;
}

/** `client`: a question to another process; `server`: an answer to one; `internal`: neither. */
export type SpanKind = 'internal' | 'client' | 'server';

/** A span that is over; its times are ms since 1970 with a fraction. */
export interface Span extends SpanContext {
  /** Absent: it is the root of its trace. */
  readonly parent?: SpanContext & { readonly remote: boolean };
  readonly name: string;
  readonly kind: SpanKind;
  readonly startMs: number;
  readonly endMs: number;
  /** What went wrong, in a word or a line; absent: nothing. */
  readonly error?: string;
  readonly attributes: Attributes;
}

/** A time as an attribute, to the µs. */
export const toMicros = (ms: number): number => Math.round(ms * 1000) / 1000;

/** The header by which a server hears of the span that asks it, always one that is kept (W3C Trace Context). */
export const traceparentOf = ({ traceId, spanId }: SpanContext): string => `00-${traceId}-${spanId}-01`;

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(?:-.*)?$/;

/** The span that a `traceparent` names; undefined where it names none, as W3C Trace Context has it. */
export function contextIn(traceparent: string | undefined): SpanContext | undefined {
  const [, traceId, spanId] = TRACEPARENT.exec(traceparent?.trim() ?? '') ?? [];
  return traceId && spanId ? { traceId, spanId } : undefined;
}
