import type { SocketSpeech, TurnFrame } from '../domain/stack.ts';
import { isFields, textField } from './exchange.ts';

/** Real stacks end a turn in different words. */
const ENDS = new Set(['end', 'done', 'response_end', 'audio_end', 'speaking_end']);

function readText(frame: string): TurnFrame {
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
  if (type === 'error') return { kind: 'error', detail: textField(parsed, 'message') ?? 'no message' };
  return ENDS.has(type) ? { kind: 'end' } : { kind: 'other', name: type };
}

/** `/ws/chat` of the reference contract. */
export function evaSocket(url: string, headers: Readonly<Record<string, string>>): SocketSpeech {
  return {
    url: url.replace(/^http/, 'ws'),
    headers,
    ping: () => JSON.stringify({ type: 'ping' }),
    message: (text, session) => JSON.stringify({ type: 'message', content: text, session_id: session }),
    read: (frame) => (typeof frame === 'string' ? readText(frame) : { kind: 'audio', bytes: frame }),
  };
}
