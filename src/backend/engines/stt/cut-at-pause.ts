import type { Pcm } from '../../speech/pcm.ts';

const frameS = 0.05;

/** The loudness of a stretch of samples, as the sum of their squares. */
const energyOf = (samples: Float32Array): number => samples.reduce((sum, sample) => sum + sample * sample, 0);

/** A sound in pieces of `atMostS` seconds, each cut at its quietest moment within its last fifth. */
export function cutAtPause({ samples, sampleRateHz }: Pcm, atMostS: number): readonly Pcm[] {
  const longest = Math.floor(atMostS * sampleRateHz);
  const frame = Math.floor(frameS * sampleRateHz);
  const pieces: Pcm[] = [];
  let start = 0;
  while (samples.length - start > longest) {
    let quietest = { at: start + longest, energy: Number.POSITIVE_INFINITY };
    for (let at = start + Math.floor(0.8 * longest); at + frame <= start + longest; at += frame) {
      const energy = energyOf(samples.subarray(at, at + frame));
      if (energy < quietest.energy) quietest = { at: at + Math.floor(frame / 2), energy };
    }
    pieces.push({ samples: samples.slice(start, quietest.at), sampleRateHz });
    start = quietest.at;
  }
  return [...pieces, { samples: samples.slice(start), sampleRateHz }];
}
