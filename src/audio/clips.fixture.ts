import { createMp3Encoder } from 'wasm-media-encoders';

type Wave = (seconds: number) => number;

/** Sound of some seconds, as a function of time. */
export const sound = (seconds: number, wave: Wave, rateHz = 24_000): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * rateHz) }, (_, index) => wave(index / rateHz));

/** A sine of this pitch. */
export const sine =
  (hz: number): Wave =>
  (t) =>
    Math.sin(2 * Math.PI * hz * t);

/** Four syllables a second, of four harmonics, each at its own pitch and brightness: no alarm may go off. */
export const babble: Wave = (t) => {
  const syllable = Math.floor(4 * t);
  const harmonic = (n: number) => sine((130 + 9 * (syllable % 5)) * n)(t) / n ** (0.5 + (syllable % 3) / 2);
  return 0.2 * (harmonic(1) + harmonic(2) + harmonic(3) + harmonic(4)) * Math.abs(Math.sin(4 * Math.PI * t));
};

/** Noise that is the same in every run (a linear congruential generator, Numerical Recipes). */
export function noise(): Wave {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** 16 bits, low byte first. */
export function int16(samples: Float32Array): Buffer {
  const bytes = Buffer.alloc(2 * samples.length);
  samples.forEach((sample, index) => {
    bytes.writeInt16LE(Math.round(32_767 * Math.max(-1, Math.min(1, sample))), 2 * index);
  });
  return bytes;
}

/** Mono WAV of 16 bits; `claims` is what its data chunk says of its length. */
export function wav(samples: Float32Array, rateHz = 24_000, claims?: number): Buffer {
  const data = int16(samples);
  const head = Buffer.from('RIFF____WAVEfmt \x10\0\0\0\x01\0\x01\0________\x02\0\x10\0data____', 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.writeUInt32LE(rateHz, 24);
  head.writeUInt32LE(2 * rateHz, 28);
  head.writeUInt32LE(claims ?? data.length, 40);
  return Buffer.concat([head, data]);
}

/** Mono MP3 at a constant rate. */
export async function mp3(
  samples: Float32Array,
  rateHz: 16_000 | 24_000 | 44_100 = 24_000,
  bitrate: 32 | 64 | 128 = 64,
): Promise<Buffer> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: rateHz, channels: 1, bitrate });
  const frames = Buffer.from(encoder.encode([samples]));
  return Buffer.concat([frames, encoder.finalize()]);
}
