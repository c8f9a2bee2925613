import type { AudioFacts } from '../domain/audio.ts';
import { type ChatFacts, chatFacts } from '../domain/chat.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Prompt } from '../load/prompts.ts';
import type { SpeechChunk } from '../statistics/speech-stream.ts';
import { arrivingClips } from './arriving-clips.ts';
import type { SpokenTurn } from './spoken-turn.ts';

/** One turn, spoken or written by the user, spoken by the stack; times count from the user's last word sent. */
export interface VoiceTurnFacts extends ChatFacts {
  readonly said: string;
  /** What the stack understood, the first 400 characters; null where it said nothing of it. */
  readonly heard: string | null;
  readonly firstTokenMs: number | null;
  /** Characters that `audio` speaks, at least. */
  readonly chars: number;
  readonly audio: AudioFacts | null;
  readonly chunks: readonly SpeechChunk[];
  readonly leadingSilenceMs: number;
}

const HEARD_CHARS = 400;

/** What a turn was, as evidence keeps it; the question is what the user said, `label` says what its sound is. */
export async function voiceTurnFacts(
  { heard, text, firstTokenMs, sounds }: SpokenTurn,
  { text: said, topic }: Prompt,
  label?: string,
): Promise<VoiceTurnFacts> {
  const sound = await arrivingClips(sounds, label);
  const reply = { text, reportedMs: null, model: null, cached: false, audio: null };
  return {
    ...chatFacts(reply, topic),
    ...{
      spoken: sound !== null,
      said,
      heard: heard === null ? null : firstChars(heard, HEARD_CHARS),
      firstTokenMs,
    },
    chars: sound?.isOneStream ? text.length : 1,
    audio: sound?.audio ?? null,
    chunks: sound?.chunks ?? [],
    leadingSilenceMs: sound?.leadingSilenceMs ?? 0,
  };
}
