import type { TurnLatency } from '../../protocol/voice.ts';

/** Notes when the stages of a turn were over. */
export interface Stopwatch {
  heard(): void;
  written(): void;
  /** A sentence took so much work. */
  spoke(ms: number): void;
  /** A clip left. */
  played(): void;
  /** Where the time went until now. */
  read(): TurnLatency;
}

const hundredths = (ms: number): number => Math.round(ms * 100) / 100;

/** A watch that starts now; `now` is a monotonic clock in ms. */
export function stopwatch(now: () => number): Stopwatch {
  const startMs = now();
  let heardMs: number | null = null;
  let writtenMs: number | null = null;
  let firstAudioMs: number | null = null;
  let speakingMs = 0;
  return {
    heard() {
      heardMs = now();
    },
    written() {
      writtenMs = now();
    },
    spoke(ms) {
      speakingMs += ms;
    },
    played() {
      firstAudioMs ??= now();
    },
    read() {
      const askedMs = heardMs ?? startMs;
      return {
        stt_ms: heardMs === null ? null : hundredths(heardMs - startMs),
        llm_ms: hundredths((writtenMs ?? askedMs) - askedMs),
        tts_ms: hundredths(speakingMs),
        first_audio_ms: firstAudioMs === null ? null : hundredths(firstAudioMs - askedMs),
        total_ms: hundredths(now() - startMs),
      };
    },
  };
}
