import { containerOf } from '../audio/container.ts';
import { namedBy } from '../audio/label.ts';
import type { Container } from '../domain/audio.ts';
import type { Form } from '../domain/host.ts';
import { recordingForm } from '../domain/recording-form.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Failure, StreamedSpeech } from '../domain/stack.ts';
import type { ServiceOptions } from '../domain/target.ts';
import {
  type Answered,
  EXCERPT_CHARS,
  isError,
  isFields,
  parse,
  type Reading,
  textField,
  textOf,
} from './exchange.ts';
import { rejection } from './refusal.ts';
import { timedEvents } from './server-events.ts';

type Format = NonNullable<ServiceOptions['format']>;

/** What the API says of its raw samples, which nothing in them tells. */
const RAW_RATE = 'rate=24000';

/** Asked for raw samples, the label that says how they are laid out, unless the server's own does. */
function labelled(label: string | null, bytes: Uint8Array, format: Format): string | null {
  if (format !== 'pcm' || containerOf(bytes) !== 'unknown') return label;
  const named = namedBy(label);
  if (label === null || named === null) return `audio/pcm;${RAW_RATE}`;
  return named !== 'pcm' || /[;,\s]rate=/i.test(label) ? label : `${label};${RAW_RATE}`;
}

const BRACE = '{'.charCodeAt(0);

/** An error in place of sound, which its first byte gives away. */
function errorIn(exchange: Answered): Failure | undefined {
  if (exchange.body[0] !== BRACE) return undefined;
  const text = textOf(exchange);
  const fields = parse(text);
  return isFields(fields) && isError(fields) ? rejection(exchange.status, text) : undefined;
}

/** Speech as the bytes of a body, with their arrivals where they were noted. */
export function readSpeech(exchange: Answered, format: Format): Reading<StreamedSpeech> {
  const { headers, body, arrivals = [] } = exchange;
  const failure = errorIn(exchange);
  if (failure) return { failure, raw: firstChars(textOf(exchange), EXCERPT_CHARS) };
  const label = labelled(headers['content-type'] ?? null, body, format);
  const pieces = arrivals.length > 0 ? ` in ${arrivals.length} pieces` : '';
  const raw = `content-type: ${headers['content-type'] ?? 'none'}\n${body.length} bytes${pieces}`;
  return { value: { audio: body, label, engine: null, arrivals }, raw };
}

/** Speech as server-sent events, each with base64 of some bytes; a server that knows none of it sends bytes. */
export function readSpeechEvents(exchange: Answered, format: Format): Reading<StreamedSpeech> {
  if (!/event-stream/i.test(exchange.headers['content-type'] ?? '')) return readSpeech(exchange, format);
  const { status } = exchange;
  const said = timedEvents(exchange).map(({ data, atMs, name }) => {
    const parsed = parse(data);
    const fields = isFields(parsed) ? parsed : {};
    const type = textField(fields, 'type') ?? name;
    return { data, atMs, fields, type, isError: isError(fields) || type === 'error' };
  });
  const text = textOf(exchange);
  const raw = firstChars(text, EXCERPT_CHARS);
  const broken = said.find((event) => event.isError);
  if (broken) return { failure: rejection(status, broken.data), raw };
  const isWhole = said.some(({ type, data }) => type === 'speech.audio.done' || data === '[DONE]');
  const found = said.length === 0 ? 'an empty body' : 'server-sent events that break off before their end';
  if (!isWhole) return { failure: { kind: 'malformed', status, found }, raw };
  const clips = said
    .filter(({ type }) => type === 'speech.audio.delta')
    .map(({ fields, atMs }) => ({ atMs, bytes: Buffer.from(textField(fields, 'audio') ?? '', 'base64') }));
  const audio = new Uint8Array(Buffer.concat(clips.map(({ bytes }) => bytes)));
  const arrivals = clips.map(({ atMs, bytes }) => ({ atMs, bytes: bytes.length }));
  const about = `${audio.length} bytes of sound in ${clips.length} events`;
  return { value: { audio, label: labelled(null, audio, format), engine: null, arrivals }, raw: about };
}

/** How a file is called and labelled, by what is in it: some servers go by the one, some by the other. */
const FILES: Readonly<Record<Container, readonly [ending: string, type: string]>> = {
  mp3: ['mp3', 'audio/mpeg'],
  wav: ['wav', 'audio/wav'],
  ogg: ['ogg', 'audio/ogg'],
  flac: ['flac', 'audio/flac'],
  webm: ['webm', 'audio/webm'],
  aac: ['aac', 'audio/aac'],
  mp4: ['m4a', 'audio/mp4'],
  pcm: ['pcm', 'audio/pcm'],
  unknown: ['bin', 'application/octet-stream'],
};

/** A recording to be transcribed. */
export function transcriptionForm(recording: Uint8Array, model: string | undefined): Form {
  const [ending, type] = FILES[containerOf(recording)];
  return {
    ...recordingForm(recording, { filename: `recording.${ending}`, type }),
    fields: { ...(model !== undefined && { model }), response_format: 'json' },
  };
}
