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

function peakOf({ samples }: Pcm): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak;
}

/** The largest sample of a clip in decibels of full scale; digital silence is −120. */
export const peakDbfs = (pcm: Pcm): number =>
  Math.max(FLOOR_DBFS, 20 * Math.log10(Math.max(peakOf(pcm), Number.MIN_VALUE)));

/** −40 dBFS is above the noise that converters and codecs leave in silence; a quiet clip is heard from 20 dB below its peak. */
const AUDIBLE = 0.01;
const BELOW_PEAK = 0.1;
/** −60 dBFS: nothing is heard below. */
const INAUDIBLE = 0.001;
/** Codecs overshoot what was cut off at full scale, and a decoder hands out either. */
const FULL_SCALE = 0.999;

/** Up to the first sample that can be heard; the whole clip when none can. */
export function leadingSilenceMs(pcm: Pcm): number {
  const { samples, sampleRateHz } = pcm;
  const least = Math.max(INAUDIBLE, Math.min(AUDIBLE, BELOW_PEAK * peakOf(pcm)));
  const first = samples.findIndex((sample) => Math.abs(sample) >= least);
  return (1000 * (first === -1 ? samples.length : first)) / sampleRateHz;
}

/** Share of samples at full scale or beyond it, 0…1. */
export function clippingRatio({ samples }: Pcm): number {
  let clipped = 0;
  for (const sample of samples) if (Math.abs(sample) >= FULL_SCALE) clipped++;
  return samples.length === 0 ? 0 : clipped / samples.length;
}

/** Mean of all samples. */
export function dcOffset({ samples }: Pcm): number {
  let sum = 0;
  for (const sample of samples) sum += sample;
  return samples.length === 0 ? 0 : sum / samples.length;
}

/** The clip without its mean: what can be heard of it. */
export function withoutDc(pcm: Pcm): Pcm {
  const offset = dcOffset(pcm);
  return { sampleRateHz: pcm.sampleRateHz, samples: pcm.samples.map((sample) => sample - offset) };
}
