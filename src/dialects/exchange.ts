import { fromJson } from '../domain/from-json.ts';
import type { HttpExchange } from '../domain/host.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Answer, Failure } from '../domain/stack.ts';

/** A JSON object whose fields nobody has vouched for. */
export type Fields = Readonly<Record<string, unknown>>;

/** As much of an answer as evidence keeps. */
export const EXCERPT_CHARS = 2_000;
const DETAIL_CHARS = 200;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The string field `name`, or null. */
export const textField = (fields: Fields, name: string): string | null => {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
};

const NAME_CHARS = 200;

/** As much of a name as evidence keeps. */
export const shortened = (name: string): string => firstChars(name, NAME_CHARS);

/** As {@link textField}, for a field that holds a name or a word. */
export const nameField = (fields: Fields, name: string): string | null => {
  const value = textField(fields, name);
  return value === null ? null : shortened(value);
};

/** The finite number field `name`, or null. */
export const numberField = (fields: Fields, name: string): number | null => {
  const value = fields[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

export type Answered = HttpExchange & { kind: 'answered' };

/** The body as text; bytes that are no UTF-8 become U+FFFD. */
export const textOf = (exchange: Answered): string => new TextDecoder().decode(exchange.body);

/** Whether a body is a page. */
export const isMarkup = (text: string): boolean => /^\s*<(!doctype|html|\?xml)/i.test(text);

/** What a body that is not `wanted` turned out to be. */
export function looksLike(text: string, contentType: string, wanted: string): string {
  if (text.trimStart() === '') return 'an empty body';
  if (isMarkup(text)) return `an HTML page instead of ${wanted}`;
  return `${contentType || 'text'} instead of ${wanted}`;
}

/** What a body that is no JSON turned out to be. */
export const notJson = (text: string, contentType: string): string =>
  /^\s*[{[]/.test(text) ? 'JSON that breaks off or does not parse' : looksLike(text, contentType, 'JSON');

/** The message of an error body, bounded. */
export const errorDetail = (text: string): string => firstChars(errorMessage(text), DETAIL_CHARS);

/** In any of the shapes that servers use. */
function errorMessage(text: string): string {
  const parsed = parse(text);
  const detail = isFields(parsed) ? (parsed.detail ?? parsed.error ?? parsed.message) : undefined;
  if (typeof detail === 'string') return detail;
  if (Array.isArray(detail)) {
    const words = (item: unknown) => (typeof item === 'object' ? (asJson(item) ?? '') : String(item));
    return detail.map((item) => (isFields(item) ? (textField(item, 'msg') ?? '') : words(item))).join('; ');
  }
  if (isFields(detail)) return textField(detail, 'message') ?? asJson(detail) ?? text.trim();
  return text.trim();
}

/** Undefined where it is nested deeper than can be written. */
function asJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** The value of a JSON text; undefined where it is none, and an error where it nests as nobody could have meant. */
export function parse(text: string): unknown {
  try {
    return fromJson(text);
  } catch (error) {
    return error instanceof RangeError ? { error: error.message } : undefined;
  }
}

/** `Retry-After` in milliseconds; the HTTP-date form counts from `now`. Null when absent or unreadable. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}(\.\d+)?$/.test(header)) return Number(header) * 1000;
  // Date.parse alone takes "-5" and "later 1" for dates.
  const date = /^[A-Z][a-z]+, .+ GMT$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

const failedAnswer = (failure: Failure, wallMs: number, raw: string): Answer<never> => ({
  kind: 'failed',
  failure,
  wallMs,
  raw: firstChars(raw, EXCERPT_CHARS),
});

/** What was made of a success: its value, or why it is none, and the excerpt that evidence keeps. */
export type Reading<Value> =
  | { readonly value: Value; readonly raw: string }
  | { readonly failure: Failure; readonly raw: string };

/** No error is longer. */
const ERROR_BYTES = 10_000;

/** The text of an error that came with a status of success in the place of something else, such as sound; null: none. */
function errorInside(exchange: Answered): string | null {
  const isJson = exchange.headers['content-type']?.startsWith('application/json') ?? false;
  if (!isJson || exchange.body.length > ERROR_BYTES) return null;
  const text = textOf(exchange);
  const parsed = parse(text);
  return isFields(parsed) && isBareDetail(parsed) ? text : null;
}

/** Tells an exchange apart into the kinds of non-answer, or hands the bytes of a success to `read`. */
export function interpret<Value>(
  exchange: HttpExchange,
  read: (exchange: Answered) => Reading<Value>,
): Answer<Value> {
  if (exchange.kind === 'failed') {
    const { failure: how, message, excerpt, afterMs } = exchange;
    return failedAnswer({ kind: 'unreachable', how, detail: message }, afterMs, excerpt ?? message);
  }
  const { status, totalMs, firstByteMs } = exchange;
  if (status < 200 || status > 299) {
    const text = textOf(exchange);
    const wait = retryAfterMs(exchange.headers['retry-after'], new Date());
    return failedAnswer(
      { kind: 'rejected', status, detail: errorDetail(text), retryAfterMs: wait },
      totalMs,
      text,
    );
  }
  const swallowed = errorInside(exchange);
  if (swallowed !== null) {
    const failure = { kind: 'rejected', status, detail: errorDetail(swallowed), retryAfterMs: null } as const;
    return failedAnswer(failure, totalMs, swallowed);
  }
  const result = read(exchange);
  if ('failure' in result) return failedAnswer(result.failure, totalMs, result.raw);
  return { kind: 'answered', value: result.value, status, wallMs: totalMs, firstByteMs, raw: result.raw };
}

/** The error body of another status, which a proxy in front turned into a 200. */
export const isBareDetail = (fields: Fields): boolean => Object.keys(fields).join() === 'detail';

/** An error inside a 200; a bare `detail` is that of another status, which a proxy in front turned into a 200. */
export const isError = (fields: Fields): boolean => Boolean(fields.error) || isBareDetail(fields);

/** As {@link interpret}, for answers that must be one JSON object; an error inside a 200 is a rejection. */
export function interpretJson<Value>(exchange: HttpExchange, read: (fields: Fields) => Value): Answer<Value> {
  return interpret(exchange, (success) => {
    const { status } = success;
    const text = textOf(success);
    const raw = firstChars(text, EXCERPT_CHARS);
    const parsed = parse(text);
    if (!isFields(parsed)) {
      const found =
        parsed === undefined
          ? notJson(text, success.headers['content-type'] ?? '')
          : 'JSON that is no object';
      return { failure: { kind: 'malformed', status, found }, raw };
    }
    if (isError(parsed)) {
      return { failure: { kind: 'rejected', status, detail: errorDetail(text), retryAfterMs: null }, raw };
    }
    return { value: read(parsed), raw };
  });
}
