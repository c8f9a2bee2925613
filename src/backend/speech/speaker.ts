import type { SpeechTally } from '../../protocol/service.ts';
import type { SpeechAttempt } from '../../protocol/speech.ts';
import { waitingRoom } from '../chains/bounded-speech.ts';
import type { SpeechChain } from '../chains/speech-chain.ts';
import type { Mp3Encoder } from './mp3.ts';
import type { Pcm } from './pcm.ts';
import { type SpeechWish, utteranceOf } from './prosody.ts';
import { isSayable } from './sayable.ts';

/** What came of a wish: `sound` is null when no engine spoke, its MP3 empty when only samples were wished for. Times in ms. */
export interface Clip {
  readonly sound: { readonly mp3: Buffer; readonly pcm: Pcm; readonly engine: string } | null;
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
  tally(): SpeechTally;
}

const nothingToSay: Clip = { sound: null, attempts: [], synthesisMs: 0, encodingMs: 0 };

/** A speaker over a chain of engines. */
export function speaker(chain: SpeechChain, encode: Mp3Encoder): Speaker {
  let answering: string | null = null;
  const tally = { spoken: 0, mute: 0, cancelled: 0, in_progress: 0 };

  async function speak(wish: SpeechWish, signal: AbortSignal): Promise<Clip> {
    if (!isSayable(wish.text)) return nothingToSay;
    const startedAt = performance.now();
    const { spoken, attempts } = await chain.speak(utteranceOf(wish), signal);
    const spokenAt = performance.now();
    const sound = spoken && {
      ...spoken,
      mp3: wish.samplesOnly ? Buffer.alloc(0) : await encode(spoken.pcm, signal),
    };
    const wasAsked = attempts.some(({ engine }) => engine !== waitingRoom);
    if (wasAsked) answering = spoken?.engine ?? null;
    const encodingMs = performance.now() - spokenAt;
    return { sound, attempts, synthesisMs: spokenAt - startedAt, encodingMs };
  }

  return {
    async say(wish, signal) {
      tally.in_progress += 1;
      try {
        const clip = await speak(wish, signal);
        tally[clip.sound ? 'spoken' : 'mute'] += 1;
        return clip;
      } catch (error) {
        tally.cancelled += 1;
        throw error;
      } finally {
        tally.in_progress -= 1;
      }
    },
    answering: () => answering,
    tally: () => ({ ...tally }),
  };
}

/** A speaker of whose every sound somebody is told. */
export const overheard = (
  honest: Speaker,
  overhear: ((text: string, mp3: Uint8Array) => void) | undefined,
): Speaker => ({
  ...honest,
  async say(wish, signal) {
    const clip = await honest.say(wish, signal);
    if (clip.sound) overhear?.(wish.text, clip.sound.mp3);
    return clip;
  },
});

/** The header that names the engines which were asked in vain; none when there were none. */
export function failedBefore(attempts: readonly SpeechAttempt[]): { 'x-tts-failed'?: string } {
  const failed = attempts.filter(({ spoke }) => !spoke).map(({ engine }) => engine);
  return failed.length > 0 ? { 'x-tts-failed': failed.join(', ') } : {};
}

/** Why nobody spoke, in one line. */
export const muteness = (attempts: readonly SpeechAttempt[]): string =>
  `no speech engine answered: ${attempts.map(({ engine, detail }) => `${engine}: ${detail}`).join('; ')}`;
