import { type Bounds, boundedWork } from './bounded-work.ts';
import type { SpeechChain } from './speech-chain.ts';

/** Stands for an engine where a wish was crowded out before any engine was asked. */
export const waitingRoom = 'queue';

const crowded = {
  spoken: null,
  attempts: [{ engine: waitingRoom, spoke: false, detail: 'too many are waiting to be spoken' }],
} as const;

/** A chain that speaks a few utterances at once, for each one may cost a process. One too many is not spoken. */
export function boundedSpeech(chain: SpeechChain, bounds: Bounds): SpeechChain {
  const admit = boundedWork(bounds);
  return {
    ...chain,
    speak: async (utterance, caller) =>
      admit(() => chain.speak(utterance, caller), caller) ?? Promise.resolve(crowded),
  };
}
