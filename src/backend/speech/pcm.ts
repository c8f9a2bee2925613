/** Mono sound: samples in −1..1. */
export interface Pcm {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/** Below this peak, −60 dBFS, a sound is silence. */
const silencePeak = 0.001;

/** Joins pieces of the same sample rate into one; null when there is no sample at all. */
export function joinPcm(pieces: readonly Pcm[]): Pcm | null {
  const [first] = pieces;
  const length = pieces.reduce((sum, piece) => sum + piece.samples.length, 0);
  if (!first || length === 0) return null;
  const samples = new Float32Array(length);
  let offset = 0;
  for (const piece of pieces) {
    samples.set(piece.samples, offset);
    offset += piece.samples.length;
  }
  return { samples, sampleRateHz: first.sampleRateHz };
}

/** Whether anything in the sound can be heard. */
export const isAudible = ({ samples }: Pcm): boolean =>
  samples.some((sample) => Math.abs(sample) > silencePeak);
