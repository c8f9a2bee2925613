import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Failure, StreamedReply, StreamedToken } from '../domain/stack.ts';
import {
  type Answered,
  EXCERPT_CHARS,
  type Fields,
  isError,
  isFields,
  looksLike,
  nameField,
  numberField,
  parse,
  type Reading,
  textOf,
} from './exchange.ts';
import { besideWords, type Piece, pieceReader, settled, spokenText } from './openai-pieces.ts';
import { rejection } from './refusal.ts';
import { type ServerEvent, serverEvents, type TimedEvent, timedEvents } from './server-events.ts';

/** More tokens than these are read and not kept one by one: as many as an answer may be asked to have, and more. */
const MOST_TOKENS = 5_000;

const BROKEN_OFF = 'server-sent events that break off before their end';

/** The error in an event of a stream that began as a success; undefined where it is none. */
function errorIn({ name, data }: ServerEvent, fields: Fields): string | undefined {
  const isOne = name === 'error' || isError(fields) || fields.object === 'error';
  if (isOne) return data;
  const [choice] = Array.isArray(fields.choices) ? fields.choices : [];
  return isFields(choice) && choice.finish_reason === 'error' ? data : undefined;
}

/** Tokens that are counted beside those that are read: what begins and ends an answer, or the call of a tool. */
const UNREAD_TOKENS = 32;

/**
 * Tokens that came, by the count of the stack: without thoughts that were counted and kept back. A token has a byte at
 * least, so more of them than came bytes are no count of what came.
 */
function countOf(usage: Fields, tokens: readonly Piece[]): number | undefined {
  const hasThoughts = tokens.some(({ kind }) => kind === 'reasoning');
  const most = tokens.reduce((sum, { text }) => sum + Buffer.byteLength(text), UNREAD_TOKENS);
  const details = isFields(usage.completion_tokens_details) ? usage.completion_tokens_details : {};
  const hidden = hasThoughts ? 0 : (numberField(details, 'reasoning_tokens') ?? 0);
  const count = (numberField(usage, 'completion_tokens') ?? 0) - hidden;
  return Number.isInteger(count) && count > 0 && count <= most ? count : undefined;
}

const usageOf = (fields: Fields): unknown =>
  fields.usage ?? (isFields(fields.x_groq) ? fields.x_groq.usage : undefined);

/** Reads the events of one streamed completion, in order. */
function completionReader() {
  const reader = pieceReader();
  const state: {
    tokens: (Piece & StreamedToken)[];
    model: string | null;
    finish: string | null;
    usage: Fields;
    /** When it said that it is complete; null while it has not. */
    endMs: number | null;
    error: string | null;
    /** Said so by `[DONE]`, behind which clients read nothing. */
    isDone: boolean;
    /** An event that is no JSON: clients stumble over it. */
    isGarbled: boolean;
  } = {
    ...{ tokens: [], model: null, finish: null, usage: {}, endMs: null, error: null },
    ...{ isDone: false, isGarbled: false },
  };

  function came(pieces: readonly Piece[], atMs: number): StreamedToken[] {
    const tokens = pieces.map((piece) => ({ ...piece, atMs }));
    for (const token of tokens) state.tokens.push(token);
    return tokens.map(({ text, kind }) => ({ atMs, text, ...(kind && { kind }) }));
  }

  function take(event: TimedEvent): StreamedToken[] {
    const { data, atMs, name } = event;
    if (state.isDone) return [];
    if (data.trim() === '[DONE]') {
      state.isDone = true;
      state.endMs ??= atMs;
      return came(reader.rest(), atMs);
    }
    const parsed = parse(data);
    if (!isFields(parsed)) {
      if (name === 'message') state.isGarbled = true;
      if (name === 'error') state.error ??= data;
      return [];
    }
    state.error ??= errorIn(event, parsed) ?? null;
    const usage = usageOf(parsed);
    if (isFields(usage)) state.usage = usage;
    state.model ??= nameField(parsed, 'model');
    const [choice] = Array.isArray(parsed.choices) ? parsed.choices : [];
    if (!isFields(choice)) return [];
    const delta = [choice.delta, choice.message].find(isFields) ?? {};
    const tokens = came(reader.take(delta), atMs);
    const finish = nameField(choice, 'finish_reason');
    if (!finish) {
      // Words behind the word that it ends.
      if (state.endMs !== null && tokens.length > 0) state.endMs = atMs;
      return tokens;
    }
    [state.finish, state.endMs] = [finish, atMs];
    return [...tokens, ...came(reader.rest(), atMs)];
  }
  return { take, state };
}

/** Tells of the pieces of a streamed completion while its body comes. */
export function completionTokens(onToken: (token: StreamedToken) => void) {
  const read = serverEvents();
  const { take } = completionReader();
  return (piece: Uint8Array, atMs: number): void => {
    for (const event of read(piece)) for (const token of take({ ...event, atMs })) onToken(token);
  };
}

/** No events: an error that came as plain JSON, or something else. */
function withoutEvents({ status, headers }: Answered, text: string): Failure {
  const parsed = parse(text);
  if (isFields(parsed) && isError(parsed)) return rejection(status, text);
  const type = headers['content-type'] ?? '';
  const isBegun = /event-stream/.test(type) && /^\s*(:|\w+:)/.test(text);
  const found = isBegun ? BROKEN_OFF : looksLike(text, type, 'server-sent events');
  return { kind: 'malformed', status, found };
}

/** A streamed chat completion: it is whole when it said so, by `finish_reason` or by `[DONE]`. */
export function readCompletionStream(exchange: Answered): Reading<StreamedReply> {
  const { status } = exchange;
  const text = textOf(exchange);
  const raw = firstChars(text, EXCERPT_CHARS);
  const events = timedEvents(exchange);
  if (events.length === 0) return { failure: withoutEvents(exchange, text), raw };
  const { take, state } = completionReader();
  for (const event of events) take(event);
  if (state.error !== null) return { failure: rejection(status, state.error), raw };
  const malformed = (found: string) => ({ failure: { kind: 'malformed' as const, status, found }, raw });
  if (state.isGarbled) return malformed('server-sent events whose data do not parse');
  if (state.endMs === null) return malformed(BROKEN_OFF);
  const tokens = settled(state.tokens);
  const beside = besideWords(tokens);
  const counted = countOf(state.usage, tokens);
  const tokenCount = counted ?? (tokens.length > MOST_TOKENS ? tokens.length : undefined);
  return {
    value: {
      text: spokenText(tokens),
      ...{ reportedMs: null, model: state.model, cached: false, audio: null },
      ...(beside && { beside }),
      ...(state.finish !== null && { finish: state.finish }),
      tokens: tokens.slice(0, MOST_TOKENS),
      ...(tokenCount !== undefined && { tokenCount }),
      doneMs: state.endMs,
    },
    raw,
  };
}
