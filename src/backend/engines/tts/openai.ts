import { readSound } from '../../speech/sound.ts';
import { type Clock, systemClock } from '../provider/patience.ts';
import { askProvider, bytesOf, type Provider } from '../provider/provider.ts';
import type { SpeechEngine } from './speech-engine.ts';

/** A speech model, and the voice to ask it for. */
export interface SpeechProvider extends Provider {
  /** alloy */
  readonly voice?: string;
  /** What to ask for; what comes is known by its bytes. wav */
  readonly format?: 'wav' | 'mp3';
}

const tries = 2;
const soundBytesAtMost = 32 * 1024 * 1024;
/** What the API takes. */
const speeds = { slowest: 0.25, fastest: 4 } as const;

/** A model behind an OpenAI-compatible speech route; it has one voice and takes no pitch. Throws what fails. */
export function openaiTts(
  provider: SpeechProvider,
  deadlineMs: number,
  clock: Clock = systemClock,
): SpeechEngine {
  const { model, voice = 'alloy', format = 'wav' } = provider;
  return {
    id: `openai:${model}`,
    languages: ['fr', 'en'],
    async *speak({ text, rate }, signal) {
      const speed = Math.min(speeds.fastest, Math.max(speeds.slowest, Math.round(rate * 100) / 100));
      const json = { model, input: text, voice, response_format: format, speed };
      const response = await askProvider(
        provider,
        '/audio/speech',
        { json },
        { tries, deadlineMs, clock, signal },
      );
      yield await readSound(await bytesOf(response, soundBytesAtMost));
    },
    close: () => Promise.resolve(),
  };
}
