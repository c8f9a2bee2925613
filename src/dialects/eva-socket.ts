import type { SocketSpeech, TurnFrame } from '../domain/stack.ts';
import { type Fields, isFields, numberField, textField } from './exchange.ts';

/** Real stacks end a turn in different words. */
const SPOKEN_ENDS = ['end', 'done', 'audio_end', 'speaking_end'];
const ENDS: ReadonlySet<string> = new Set([...SPOKEN_ENDS, 'response_end']);
/** Where an answer is spoken, the end of its words is not that of the turn. */
const VOICE_ENDS: ReadonlySet<string> = new Set(SPOKEN_ENDS);

/** Backs off when a refusal does not say for how long. */
const BLIND_WAIT_MS = 5_000;
/** A queue with too many in it is another matter. */
const TOO_OFTEN = /rate.?limit|too many (?:requests|messages)|trop de requ/i;

function readError(fields: Fields): TurnFrame {
  const detail = textField(fields, 'message') ?? 'no message';
  const waitS = numberField(fields, 'retry_after');
  const retryAfterMs = waitS !== null ? 1000 * waitS : TOO_OFTEN.test(detail) ? BLIND_WAIT_MS : null;
  return { kind: 'error', detail, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
}

function readText(frame: string, ends: ReadonlySet<string>): TurnFrame {
  let parsed: unknown;
  try {
    parsed = JSON.parse(frame);
  } catch {
    return { kind: 'other', name: 'text that is no JSON' };
  }
  const type = isFields(parsed) ? textField(parsed, 'type') : null;
  if (!isFields(parsed) || type === null) return { kind: 'other', name: 'JSON without a type' };
  if (type === 'token') return { kind: 'token', text: textField(parsed, 'content') ?? '' };
  if (type === 'pong') return { kind: 'pong' };
  if (type === 'error') return readError(parsed);
  return ends.has(type) ? { kind: 'end' } : { kind: 'other', name: type };
}

/** `/ws/chat` of the reference contract. */
export function evaSocket(url: string, headers: Readonly<Record<string, string>>): SocketSpeech {
  return {
    url: url.replace(/^http/, 'ws'),
    headers,
    ping: () => JSON.stringify({ type: 'ping' }),
    message: (text, session) => JSON.stringify({ type: 'message', content: text, session_id: session }),
    read: (frame) => (typeof frame === 'string' ? readText(frame, ENDS) : { kind: 'audio', bytes: frame }),
  };
}

/** `/ws/voice` of the reference contract: the session is said once, and a recording goes as bytes. */
export const evaVoice = {
  introduction: (session: string) => JSON.stringify({ type: 'config', session_id: session }),
  message: (text: string) => JSON.stringify({ type: 'message', content: text }),
  read: (frame: string | Uint8Array): TurnFrame =>
    typeof frame === 'string' ? readText(frame, VOICE_ENDS) : { kind: 'audio', bytes: frame },
} as const;
