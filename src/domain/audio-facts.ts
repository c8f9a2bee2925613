/** By magic bytes; raw samples have none and are known by their label alone. */
export type Container = 'mp3' | 'wav' | 'ogg' | 'flac' | 'webm' | 'aac' | 'mp4' | 'pcm' | 'unknown';

/** How the bytes are put together: what a player trips over although it may decode. */
export interface StreamFacts {
  /** The end is missing: bytes that a header promised, or the rest of the last frame. */
  readonly truncated: boolean;
  /** What begins a second time in the middle: "RIFF" or "ID3"; null in one piece. */
  readonly glued: string | null;
  /** Bytes in the middle or at the end that belong to nothing. */
  readonly strayBytes: number;
  /** In their order, without repeats in a row: more than one is a change in mid-stream. */
  readonly sampleRatesHz: readonly number[];
}

/** What the decoded samples sound like. */
export interface SoundFacts {
  readonly channels: number;
  readonly peakDbfs: number;
  /** Up to the first sample above −40 dBFS, or 20 dB below the peak of a quiet clip; all of it when none is. */
  readonly leadingSilenceMs: number;
  /** Share of samples at full scale, 0…1. */
  readonly clippingRatio: number;
  /** Mean of all samples, −1…1. */
  readonly dcOffset: number;
  /** How much the liveliest frequency band moves in time, dB; null in a clip too short to say. */
  readonly movementDb: number | null;
  /** Share of steady windows that hold one or two pure tones and nothing else, 0…1. */
  readonly pureRatio: number;
  /** Median spectral flatness of sounding windows: 0 a tone, 0.56 white noise. */
  readonly flatness: number;
  /** Of the decoded samples: two clips with the same one are the same sound. */
  readonly fingerprint: string;
  /** Of the first half second that is heard; null in a shorter clip. Absent in evidence from before it was taken. */
  readonly opening?: string | null;
}

/** What the bytes of an audio answer turned out to be, whatever their label says. */
export interface AudioFacts {
  readonly container: Container;
  /** The `content-type` that came with it. */
  readonly label: string | null;
  readonly bytes: number;
  /** The container that the label names. This and the next two are absent in evidence from before they were looked at. */
  readonly named?: Container | null;
  /** Null for containers that are not taken apart. */
  readonly stream?: StreamFacts | null;
  /** Why ralph cannot decode what may well be sound; absent where it can. An absent Opus decoder is of old evidence alone. */
  readonly undecoded?: 'opus-decoder-absent' | 'no-decoder';
  /** Null when it does not decode, or is not decoded here. */
  readonly decoded: {
    readonly durationS: number;
    readonly sampleRateHz: number;
    /** Level over the whole clip; digital silence is −120. */
    readonly rmsDbfs: number;
    /** Share of 20 ms frames below −50 dBFS, 0…1. */
    readonly silenceRatio: number;
    /** Absent in evidence from before it was measured. */
    readonly sound?: SoundFacts;
  } | null;
}
