import { type AudioFacts, audioDefects, sharedSounds } from './audio.ts';
import { answered, type Sample } from './sample.ts';

/** One spoken sentence. */
export interface SpeechFacts {
  readonly chars: number;
  /** Null, as `audio`, in transcribed evidence whose answers were not kept. */
  readonly firstByteMs: number | null;
  readonly engine: string | null;
  readonly audio: AudioFacts | null;
}

/** What is wrong with the sound of a sentence. */
export const defectsOf = ({ audio, chars }: SpeechFacts) => (audio ? audioDefects(audio, chars) : []);

/** Whether a sentence came as something that is no speech. */
export const isBroken = (reply: SpeechFacts): boolean =>
  defectsOf(reply).some(({ severity }) => severity === 'broken');

/** Samples that are speech, and each the speech of its own sentence. */
export function spoken<Facts extends SpeechFacts>(samples: readonly Sample<Facts>[]) {
  const canned = new Set<SpeechFacts>(sharedSounds(answered(samples).map(({ reply }) => reply)));
  return answered(samples).filter(({ reply }) => !isBroken(reply) && !canned.has(reply));
}
