import type { SpokenReply, Transcript } from '../domain/stack.ts';
import { type Fields, isFields, nameField, numberField, textField } from './exchange.ts';

/** `POST /stt`. */
export const readTranscript = (fields: Fields): Transcript => ({
  text: textField(fields, 'text') ?? '',
  reportedMs: numberField(fields, 'latency_ms'),
});

/** `POST /voice`. */
export function readSpokenReply(fields: Fields): SpokenReply {
  const base64 = textField(fields, 'audio_base64') ?? '';
  const latency = isFields(fields.latency) ? fields.latency : {};
  return {
    heard: textField(fields, 'user_text') ?? '',
    text: textField(fields, 'eva_response') ?? '',
    model: nameField(fields, 'model'),
    audio: base64 === '' ? null : Buffer.from(base64, 'base64'),
    parts: {
      sttMs: numberField(latency, 'stt_ms'),
      llmMs: numberField(latency, 'llm_ms'),
      ttsMs: numberField(latency, 'tts_ms'),
      totalMs: numberField(latency, 'total_ms'),
    },
  };
}
