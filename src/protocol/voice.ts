import * as z from 'zod';
import { llmAttempt, message, sessionId } from './chat.ts';
import { speechAttempt, voiceId } from './speech.ts';

/** Where the time of a turn went, in ms from its start; null for a stage that it did not have. */
const turnLatency = z.object({
  /** Until the recording was transcribed. */
  stt_ms: z.number().nullable(),
  /** From then until the last word of the answer. */
  llm_ms: z.number(),
  /** The work of speaking, all sentences together. */
  tts_ms: z.number(),
  /** From the transcript, or the message, until the first sound left. */
  first_audio_ms: z.number().nullable(),
  total_ms: z.number(),
});

/** Where the time of a turn went. */
export type TurnLatency = z.infer<typeof turnLatency>;

/** The query of `POST /voice`, whose body is a form with one `file`. */
export const voiceQuery = z.object({ session_id: sessionId.optional(), voice: voiceId.optional() });

/** The answer of `POST /voice`; `audio_base64` is null when no engine spoke, `mood` the emotion it is spoken with. */
export const voiceResponse = z.object({
  user_text: z.string(),
  eva_response: z.string(),
  audio_base64: z.string().nullable(),
  audio_format: z.literal('mp3').nullable(),
  mood: z.string(),
  session_id: sessionId,
  model: z.string(),
  latency: turnLatency,
  speech: z.array(speechAttempt),
});

/** What a client may send on `/ws/voice` as text; a binary frame is a recording, and starts a turn too. */
export const voiceClientFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('config'), voice: voiceId.nullish(), session_id: sessionId.nullish() }),
  z.object({ type: z.literal('message'), content: message }),
  z.object({ type: z.literal('interrupt') }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('clear') }),
]);

/** {@link voiceClientFrame}, as a type. */
export type VoiceClientFrame = z.infer<typeof voiceClientFrame>;

/** Shown to a client that sends something else. */
export const voiceFrameShapes =
  'a recording as a binary frame, or {"type":"message","content":"…"}, {"type":"config","voice":"eva"}, {"type":"interrupt"}, {"type":"clear"} or {"type":"ping"}';

/**
 * What the stack sends on `/ws/voice` as text. Binary frames are MP3, a sentence each, and come as soon as they are
 * spoken, between the tokens too. A turn ends with exactly one `audio_end`, `interrupted` or `error`.
 */
export const voiceServerFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('config_ok'), voice: voiceId, session_id: sessionId }),
  z.object({ type: z.literal('transcript'), text: z.string() }),
  z.object({ type: z.literal('token'), content: z.string() }),
  z.object({
    type: z.literal('response_end'),
    text: z.string(),
    model: z.string(),
    cached: z.boolean(),
    llm: z.array(llmAttempt).optional(),
  }),
  z.object({ type: z.literal('audio_end'), latency: turnLatency, speech: z.array(speechAttempt) }),
  z.object({ type: z.literal('interrupted') }),
  z.object({ type: z.literal('cleared') }),
  z.object({ type: z.literal('pong') }),
  z.object({ type: z.literal('error'), message: z.string(), retry_after: z.number().int().optional() }),
]);

/** {@link voiceServerFrame}, as a type. */
export type VoiceServerFrame = z.infer<typeof voiceServerFrame>;
