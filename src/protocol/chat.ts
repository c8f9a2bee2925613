import * as z from 'zod';
import { limits } from './limits.ts';
import { speechAttempt, voiceId } from './speech.ts';

/** A client's own name for its conversation: of whole characters, none of them a control character. */
export const sessionId = z
  .string()
  .min(1)
  .max(limits.sessionIdChars)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'has a control character, or half of one');

/** What a person says, 1..2000 characters and not all of them blank. */
export const message = z.string().min(1).max(limits.messageChars).regex(/\S/, 'says nothing');

/** `POST /chat` and `POST /chat/stream`. */
export const chatRequest = z.object({
  message,
  session_id: sessionId.nullish(),
  voice: voiceId.nullish(),
  audio: z.boolean().default(true),
});

/** One language model of the chain, and what came of asking it. */
export const llmAttempt = z.object({
  engine: z.string(),
  answered: z.boolean(),
  /** Why it did not answer. */
  detail: z.string().nullable(),
});

/** {@link llmAttempt}, as a type. */
export type LlmAttempt = z.infer<typeof llmAttempt>;

/** The answer of `POST /chat`; `audio_base64` is null when no speech was asked for or no engine spoke. */
export const chatResponse = z.object({
  response: z.string(),
  session_id: sessionId,
  latency_ms: z.number(),
  /** Null when the stack has no rate limit. */
  rate_limit_remaining: z.number().int().nullable(),
  /** Who answered. */
  model: z.string(),
  cached: z.boolean(),
  audio_base64: z.string().nullable(),
  audio_format: z.literal('mp3').nullable(),
  speech: z.array(speechAttempt),
  /** Every model that was asked, when one of them did not answer. */
  llm: z.array(llmAttempt).optional(),
});

/** The data of each server-sent event of `POST /chat/stream`, by the event's name. */
export const chatEvents = {
  token: z.object({ content: z.string() }),
  audio: z.object({ audio_base64: z.string(), audio_format: z.literal('mp3') }),
  end: chatResponse.omit({ response: true, audio_base64: true, audio_format: true }),
  error: z.object({ detail: z.string() }),
} as const;

/** The name of a server-sent event; `error` ends a stream that broke after its first token. */
export type ChatEvent = keyof typeof chatEvents;

/** `POST /clear`. */
export const clearRequest = z.object({ session_id: sessionId });

/** The answer of `POST /clear`. */
export const clearResponse = z.object({ status: z.literal('cleared'), session_id: sessionId });
