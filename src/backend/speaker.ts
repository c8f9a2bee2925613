import type { SpeechAttempt } from '../protocol/speech.ts';
import type { Mp3Encoder } from './mp3.ts';
import { type SpeechWish, utteranceOf } from './prosody.ts';
import type { SpeechChain } from './speech-chain.ts';

/** What came of a wish: `sound` is null when no engine spoke. Times in ms. */
interface Clip {
  readonly sound: { readonly mp3: Buffer; readonly engine: string } | null;
  readonly attempts: readonly SpeechAttempt[];
  readonly synthesisMs: number;
  readonly encodingMs: number;
}

/** Turns text into MP3. */
export interface Speaker {
  /** Rejects only when the signal aborts. */
  say(wish: SpeechWish, signal: AbortSignal): Promise<Clip>;
  /** The engine that spoke last; null when the last wish stayed mute. */
  answering(): string | null;
}

/** A speaker over a chain of engines. */
export function speaker(chain: SpeechChain, encode: Mp3Encoder): Speaker {
  let answering: string | null = null;
  return {
    async say(wish, signal) {
      const startedAt = performance.now();
      const { spoken, attempts } = await chain.speak(utteranceOf(wish), signal);
      const spokenAt = performance.now();
      const sound = spoken && { mp3: await encode(spoken.pcm, signal), engine: spoken.engine };
      answering = spoken?.engine ?? null;
      return {
        sound,
        attempts,
        synthesisMs: spokenAt - startedAt,
        encodingMs: performance.now() - spokenAt,
      };
    },
    answering: () => answering,
  };
}

/** Why nobody spoke, in one line. */
export const muteness = (attempts: readonly SpeechAttempt[]): string =>
  `no speech engine answered: ${attempts.map(({ engine, detail }) => `${engine}: ${detail}`).join('; ')}`;
