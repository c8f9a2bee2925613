import type { SocketSpeech, TurnFrame, VoiceFrame, VoiceSocketSpeech } from '../domain/socket-speech.ts';
import { errorFrame } from './error-frame.ts';
import { type Fields, isFields, numberField, parse, textField } from './exchange.ts';

/** Real stacks end a spoken turn in different words. */
const SPOKEN_ENDS = ['end', 'done', 'audio_end', 'speaking_end'] as const;
const CHAT_ENDS = [...SPOKEN_ENDS, 'response_end'];

function readError(fields: Fields): TurnFrame {
  const waitS = numberField(fields, 'retry_after');
  return errorFrame(textField(fields, 'message') ?? 'no message', waitS === null ? null : 1000 * waitS);
}

function readText(frame: string, ends: readonly string[]): VoiceFrame {
  const parsed = parse(frame);
  if (parsed === undefined) return { kind: 'other', name: 'text that is no JSON' };
  const type = isFields(parsed) ? textField(parsed, 'type') : null;
  if (!isFields(parsed) || type === null) return { kind: 'other', name: 'JSON without a type' };
  if (type === 'token') return { kind: 'token', text: textField(parsed, 'content') ?? '' };
  if (type === 'pong' || type === 'interrupted') return { kind: type };
  if (type === 'transcript') return { kind: type, text: textField(parsed, 'text') ?? '' };
  if (type === 'error') return readError(parsed);
  return ends.includes(type) ? { kind: 'end' } : { kind: 'other', name: type };
}

/** How token frames begin, as servers in JavaScript and in Python write them. */
const TOKEN_BEGINNINGS = ['{"type":"token","content":"', '{"type": "token", "content": "'].map((text) =>
  Buffer.from(text),
);

/** Where the word of a token frame begins, escaped as JSON is, told from the bytes; -1 where the frame has to be read. */
export function wordBegins(bytes: Uint8Array, from: number, to: number): number {
  for (const beginning of TOKEN_BEGINNINGS) {
    let same = 0;
    while (same < beginning.length && bytes[from + same] === beginning[same]) same++;
    if (same === beginning.length && from + same < to) return from + same;
  }
  return -1;
}

/** The address of a socket of the server at `http`. */
const socketUrl = (http: string): string => http.replace(/^http/, 'ws');

const reading =
  (ends: readonly string[]) =>
  (frame: string | Uint8Array): VoiceFrame =>
    typeof frame === 'string' ? readText(frame, ends) : { kind: 'audio', bytes: frame };

/** Of the frames of a chat those of a voice are none. */
function readChat(frame: string | Uint8Array): TurnFrame {
  const read = reading(CHAT_ENDS)(frame);
  return read.kind === 'transcript' || read.kind === 'interrupted'
    ? { kind: 'other', name: read.kind }
    : read;
}

/** What is said on `/ws/chat`. */
export const evaChat = {
  ping: () => JSON.stringify({ type: 'ping' }),
  message: (text: string, session: string) =>
    JSON.stringify({ type: 'message', content: text, session_id: session }),
  read: readChat,
} as const;

/** How else servers are spoken to on such a socket. */
const OTHER_SHAPES = [
  { type: 'message', message: '…' },
  { message: '…' },
  { text: '…' },
  { content: '…' },
  { type: 'chat', message: '…' },
] as const;

const otherShapes = (text: string) => [
  ...OTHER_SHAPES.map((shape) => ({
    shape: JSON.stringify(shape),
    message: [JSON.stringify(shape, (_key, value: unknown) => (value === '…' ? text : value))],
  })),
  { shape: 'plain text', message: [text] },
];

/** `/ws/chat` of the reference contract. */
export const evaSocket = (http: string, headers: Readonly<Record<string, string>>): SocketSpeech => ({
  url: socketUrl(http),
  headers,
  ping: () => [evaChat.ping()],
  otherShapes,
  message: (text, session) => [evaChat.message(text, session)],
  reading: () => evaChat.read,
});

/** What is said on `/ws/voice`: the session once, a recording as bytes; `response_end` ends the words, not the speech. */
export const evaVoice = {
  introduction: (session: string) => JSON.stringify({ type: 'config', session_id: session }),
  message: (text: string) => JSON.stringify({ type: 'message', content: text }),
  interrupt: () => JSON.stringify({ type: 'interrupt' }),
  read: reading(SPOKEN_ENDS),
} as const;

/** `/ws/voice` of the reference contract; a connection is a session. */
export const evaVoiceSocket = (
  http: string,
  headers: Readonly<Record<string, string>>,
): VoiceSocketSpeech => ({
  url: socketUrl(http),
  headers,
  message: (text) => [evaVoice.message(text)],
  recording: async (bytes) => [bytes],
  interrupt: () => [evaVoice.interrupt()],
  reading: () => evaVoice.read,
});
