import { firstChars } from '../domain/secrets/excerpt.ts';
import type { StreamedReply, StreamedSpeech, StreamedToken } from '../domain/stack.ts';
import {
  type Answered,
  errorDetail,
  isFields,
  looksLike,
  nameField,
  numberField,
  parse,
  type Reading,
  textField,
  textOf,
} from './exchange.ts';
import { type ServerEvent, serverEvents, type TimedEvent, timedEvents } from './server-events.ts';

const RAW_CHARS = 2_000;
/** More tokens than these are read and not kept one by one. */
const MOST_TOKENS = 2_000;

const fieldsOf = ({ data }: ServerEvent) => {
  const parsed = parse(data);
  return isFields(parsed) ? parsed : {};
};

const tokenOf = (event: TimedEvent): StreamedToken => ({
  atMs: event.atMs,
  text: textField(fieldsOf(event), 'content') ?? '',
});

/** Reads the body of `/chat/stream` while it comes. */
export function chatTokens(onToken: (token: StreamedToken) => void) {
  const read = serverEvents();
  return (piece: Uint8Array, atMs: number): void => {
    for (const event of read(piece)) if (event.name === 'token') onToken(tokenOf({ ...event, atMs }));
  };
}

/** `/chat/stream`: an answer counts from its first token to its `end`; without one it is not whole. */
export function readChatStream(exchange: Answered): Reading<StreamedReply> {
  const { status, headers } = exchange;
  const text = textOf(exchange);
  const raw = firstChars(text, RAW_CHARS);
  const events = timedEvents(exchange);
  const malformed = (found: string) => ({ failure: { kind: 'malformed' as const, status, found }, raw });
  if (events.length === 0)
    return malformed(looksLike(text, headers['content-type'] ?? '', 'server-sent events'));
  const broken = events.find(({ name }) => name === 'error');
  if (broken) {
    const detail = errorDetail(broken.data);
    return { failure: { kind: 'rejected', status, detail, retryAfterMs: null }, raw };
  }
  const end = events.find(({ name }) => name === 'end');
  if (!end) return malformed('server-sent events that break off before their end');
  const tokens = events.filter(({ name }) => name === 'token').map(tokenOf);
  const about = fieldsOf(end);
  return {
    value: {
      text: tokens.map((token) => token.text).join(''),
      reportedMs: numberField(about, 'latency_ms'),
      model: nameField(about, 'model'),
      cached: about.cached === true,
      audio: null,
      tokens: tokens.slice(0, MOST_TOKENS),
      doneMs: end.atMs,
    },
    raw,
  };
}

/** `/tts/stream`: bytes as they came, whatever they are. */
export function readSpeechStream({ headers, body, arrivals = [] }: Answered): Reading<StreamedSpeech> {
  const label = headers['content-type'] ?? null;
  return {
    value: { audio: body, label, engine: headers['x-tts-engine'] ?? null, arrivals },
    raw: `content-type: ${label ?? 'none'}\n${body.length} bytes in ${arrivals.length} pieces`,
  };
}
