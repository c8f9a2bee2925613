/** One channel of samples, −1…1. */
export interface Pcm {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

const FLOOR_DBFS = -120;
const FRAME_S = 0.02;
const SILENT_RMS = 10 ** (-50 / 20);

function rms(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

/** Root mean square in decibels of full scale; digital silence is −120. */
export const levelDbfs = ({ samples }: Pcm): number =>
  Math.max(FLOOR_DBFS, 20 * Math.log10(Math.max(rms(samples), Number.MIN_VALUE)));

/** Share of 20 ms frames whose level is below −50 dBFS; a clip without samples is all silence. */
export function silenceRatio({ samples, sampleRateHz }: Pcm): number {
  const size = Math.max(1, Math.round(sampleRateHz * FRAME_S));
  const frames = Math.ceil(samples.length / size);
  if (frames === 0) return 1;
  let silent = 0;
  for (let frame = 0; frame < frames; frame++) {
    if (rms(samples.subarray(frame * size, (frame + 1) * size)) < SILENT_RMS) silent++;
  }
  return silent / frames;
}
