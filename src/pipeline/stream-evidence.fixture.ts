import type { AudioFacts } from '../domain/audio.ts';
import type { LlmStreamReadings } from '../probes/llm-stream.ts';
import type { TtsStreamReadings } from '../probes/tts-stream.ts';

/** A clip that is speech. */
export const speech: AudioFacts = {
  container: 'mp3',
  label: 'audio/mpeg',
  bytes: 9216,
  decoded: { durationS: 1.5, sampleRateHz: 24_000, rmsDbfs: -21, silenceRatio: 0.1 },
};

/** A passage of three seconds, a second of sound at each of these times. */
export const stream = (...atMs: readonly number[]): TtsStreamReadings['warm'][number] => ({
  wallMs: atMs.at(-1) ?? 0,
  reply: {
    ...{ chars: 60, firstByteMs: 1, engine: 'piper', audio: speech },
    chunks: atMs.map((each) => ({ atMs: each, audioMs: 1000 })),
  },
});

/** An answer with a word at each of these times, and its end with the last. */
export const words = (...atMs: readonly number[]): LlmStreamReadings['warm'][number] => ({
  wallMs: atMs.at(-1) ?? 0,
  reply: {
    ...{ text: `Un chat après ${atMs.join()}`, reportedMs: null, model: null, cached: false, onTopic: true },
    tokens: atMs.map((each) => ({ atMs: each, text: 'chat ' })),
    doneMs: atMs.at(-1) ?? 0,
  },
});
