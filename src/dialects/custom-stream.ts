import type {
  CustomChatStream,
  CustomErrors,
  CustomSpeechStream,
  ErrorMatch,
  Match,
} from '../domain/custom.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Failure, StreamedReply, StreamedSpeech, StreamedToken } from '../domain/stack.ts';
import { isError, refusal } from './custom-answer.ts';
import { isMeant, typeAt } from './custom-match.ts';
import { soundOf } from './custom-parts.ts';
import { flagAt, numberAt, type Said, saidBy, saidIn, textAt, timeAt, wordAt } from './custom-places.ts';
import { type Answered, looksLike, type Reading } from './exchange.ts';
import { jsonLines } from './json-lines.ts';
import { serverEvents, type TimedEvent, timedEvents } from './server-events.ts';

/** A piece of a stream, and when it came. */
interface Heard {
  readonly atMs: number;
  readonly type: string | null;
  readonly said: Said;
}

interface Rules {
  readonly by: string | null;
  readonly end?: Match;
  readonly error: ErrorMatch;
}

const RAW_CHARS = 2_000;
/** More tokens than these are read and not kept one by one. */
const MOST_TOKENS = 2_000;

type Format = CustomChatStream['format'];

const readers = { sse: serverEvents, 'json-lines': jsonLines } as const;

const LINE_END = Buffer.from('\n');

const heardBy =
  (by: string | null) =>
  ({ atMs, data, name }: TimedEvent): Heard => {
    const said = saidIn(data);
    return { atMs, said, type: by === null ? name : typeAt(said, by) };
  };

function heardOf(exchange: Answered, format: Format, by: string | null): Heard[] {
  const read = readers[format]();
  const events = timedEvents(exchange, read);
  // The last line need not end; the last event has to.
  const rest = format === 'json-lines' ? read(LINE_END) : [];
  const atMs = exchange.arrivals?.at(-1)?.atMs ?? exchange.totalMs;
  return [...events, ...rest.map((event) => ({ ...event, atMs }))].map(heardBy(by));
}

/** The events of a whole stream up to its end, and when that was; or why it is none. */
function wholeStream(
  exchange: Answered,
  format: Format,
  { by, end, error }: Rules,
  errors: CustomErrors,
): { readonly heard: readonly Heard[]; readonly doneMs: number } | { readonly failure: Failure } {
  const { status, headers, totalMs } = exchange;
  const body = saidBy(exchange);
  if (isError(body, errors)) return { failure: refusal(status, body, errors) };
  const heard = heardOf(exchange, format, by);
  const wanted = format === 'sse' ? 'server-sent events' : 'lines of JSON';
  if (heard.length === 0 || (format !== 'sse' && heard.every(({ said }) => said.json === undefined))) {
    const found = looksLike(body.text, headers['content-type'] ?? '', wanted);
    return { failure: { kind: 'malformed', status, found } };
  }
  const broken = heard.find(({ said, type }) => isMeant(error, said, type) || isError(said, errors));
  if (broken) return { failure: refusal(status, broken.said, errors, error) };
  if (!end) return { heard, doneMs: totalMs };
  const last = heard.findIndex(({ said, type }) => isMeant(end, said, type));
  const { atMs: doneMs } = heard[last] ?? {};
  return doneMs === undefined
    ? { failure: { kind: 'malformed', status, found: `${wanted} that break off before their end` } }
    : { heard: heard.slice(0, last + 1), doneMs };
}

/** The last event that tells something tells it. */
const lastOf = <Value>(heard: readonly Heard[], tell: (said: Said) => Value | null): Value | null =>
  heard.reduceRight<Value | null>((told, { said }) => told ?? tell(said), null);

/** The words that an event carries, if it does. */
const tokenIn =
  ({ token, reasoning }: CustomChatStream['events']) =>
  ({ atMs, said, type }: Heard): StreamedToken[] => {
    if (isMeant(token, said, type)) return [{ atMs, text: textAt(said, token.at) ?? '' }];
    if (!reasoning || !isMeant(reasoning, said, type)) return [];
    return [{ atMs, text: textAt(said, reasoning.at) ?? '', kind: 'reasoning' }];
  };

/** Reads the body of `chat_stream` while it comes. */
export function liveTokens(
  { format, events }: CustomChatStream,
  onToken: (token: StreamedToken) => void,
): (piece: Uint8Array, atMs: number) => void {
  const read = readers[format]();
  const heard = heardBy(events.by);
  return (piece, atMs) =>
    read(piece)
      .flatMap((event) => tokenIn(events)(heard({ ...event, atMs })))
      .forEach(onToken);
}

/** `chat_stream`: an answer counts up to its end; where that is described and missing, it is not whole. */
export const readChatStream =
  ({ format, events, answer }: CustomChatStream, errors: CustomErrors) =>
  (exchange: Answered): Reading<StreamedReply> => {
    const raw = firstChars(saidBy(exchange).text, RAW_CHARS);
    const stream = wholeStream(exchange, format, events, errors);
    if ('failure' in stream) return { ...stream, raw };
    const { heard, doneMs } = stream;
    const tokens = heard.flatMap(tokenIn(events));
    const tokenCount = lastOf(heard, (said) => numberAt(said, answer.tokenCount));
    const finish = lastOf(heard, (said) => wordAt(said, answer.finish));
    const value: StreamedReply = {
      text: tokens.flatMap(({ text, kind }) => (kind === undefined ? [text] : [])).join(''),
      reportedMs: lastOf(heard, (said) => timeAt(said, answer.latency)),
      model: lastOf(heard, (said) => wordAt(said, answer.model)),
      cached: heard.some(({ said }) => flagAt(said, answer.cached)),
      audio: null,
      tokens: tokens.slice(0, MOST_TOKENS),
      ...(tokenCount !== null && { tokenCount }),
      ...(finish !== null && { finish }),
      doneMs,
    };
    return { value, raw };
  };

/** `tts_stream`: the body as it came, or the sound in its events. */
export const readSpeechStream =
  ({ events, answer }: CustomSpeechStream, errors: CustomErrors) =>
  (exchange: Answered): Reading<StreamedSpeech> => {
    const { headers, body, arrivals = [] } = exchange;
    const label = answer.sound ?? (events ? null : (headers['content-type'] ?? null));
    const engine = wordAt(saidIn('', headers), answer.engine);
    const shown = (audio: Uint8Array, pieces: number) =>
      `content-type: ${label ?? headers['content-type'] ?? 'none'}\n${audio.length} bytes in ${pieces} pieces`;
    if (!events)
      return { value: { audio: body, label, engine, arrivals }, raw: shown(body, arrivals.length) };
    const stream = wholeStream(exchange, 'sse', events, errors);
    if ('failure' in stream) return { ...stream, raw: firstChars(saidBy(exchange).text, RAW_CHARS) };
    const sounds = stream.heard.flatMap(({ atMs, said, type }) => {
      const bytes = isMeant(events.audio, said, type) ? soundOf(textAt(said, events.audio.at)) : null;
      return bytes === null ? [] : [{ atMs, bytes }];
    });
    const audio = Buffer.concat(sounds.map(({ bytes }) => bytes));
    return {
      value: {
        audio,
        label,
        engine,
        arrivals: sounds.map(({ atMs, bytes }) => ({ atMs, bytes: bytes.length })),
      },
      raw: shown(audio, sounds.length),
    };
  };
