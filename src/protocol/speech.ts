import * as z from 'zod';
import { limits } from './limits.ts';
import { type VoiceId, voices } from './voices.ts';

/** One of the ten voices. */
export const voiceId = z.enum(voices.map((voice): VoiceId => voice.id));

const signed = (unit: string, lowest: number, highest: number) =>
  z
    .string()
    .regex(new RegExp(`^[+-]\\d{1,3}${unit}$`), `must look like "+10${unit}"`)
    .transform((text) => Number.parseInt(text, 10))
    .refine((value) => value >= lowest && value <= highest, `must be ${lowest}${unit} to +${highest}${unit}`);

/** Speaking rate against the voice's own, "-50%" to "+100%"; read as a number of per cent. */
const rate = signed('%', -50, 100);

/** Pitch against the voice's own, "-100Hz" to "+100Hz"; read as a number of Hz. */
const pitch = signed('Hz', -100, 100);

/** `POST /tts`. */
export const ttsRequest = z.object({
  text: z
    .string()
    .min(1)
    .max(limits.speechChars)
    .regex(/[\p{L}\p{N}]/u, 'says nothing'),
  voice: voiceId.nullish(),
  rate: rate.nullish(),
  pitch: pitch.nullish(),
});

/** One engine of the speech chain, and what came of asking it. */
export const speechAttempt = z.object({
  engine: z.string(),
  spoke: z.boolean(),
  /** Why it did not speak. */
  detail: z.string().nullable(),
});

/** {@link speechAttempt}, as a type. */
export type SpeechAttempt = z.infer<typeof speechAttempt>;

/** The answer of `POST /stt`; the text is empty when nobody speaks in the recording. */
export const sttResponse = z.object({ text: z.string(), latency_ms: z.number() });
