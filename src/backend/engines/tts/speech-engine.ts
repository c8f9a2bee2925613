import type { Language } from '../../../protocol/voices.ts';
import type { Pcm } from '../../speech/pcm.ts';

/** What to say and how; engines come as near to it as they can. */
export interface Utterance {
  readonly text: string;
  readonly language: Language;
  readonly timbre: 'female' | 'male';
  /** 1 is the voice's ordinary pace, 2 twice as fast. */
  readonly rate: number;
  readonly pitchHz: number;
}

/** Thrown by an engine that this machine does not have. */
export class EngineAbsent extends Error {}

/** Something that can speak. */
export interface SpeechEngine {
  readonly id: string;
  readonly languages: readonly Language[];
  /** Pieces of one sound, in order. Throws when it cannot speak; lets go of everything when the signal aborts. */
  speak(utterance: Utterance, signal: AbortSignal): AsyncIterable<Pcm>;
  close(): Promise<void>;
}
