import type { Decoded } from './decoded.ts';
import type { RawFormat } from './label.ts';

/** How much a signal jumps: the wrong order of bytes makes noise of any sound. */
function roughness(view: DataView, littleEndian: boolean): number {
  let [rough, before] = [0, 0];
  for (let at = 0; at + 2 <= view.byteLength; at += 2) {
    const sample = view.getInt16(at, littleEndian);
    rough += Math.abs(sample - before);
    before = sample;
  }
  return rough;
}

/** Reads samples of 16 bits without any header, as their label says they are. */
export function decodeRaw(bytes: Uint8Array, { sampleRateHz, channels, littleEndian }: RawFormat): Decoded {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = littleEndian ?? roughness(view, true) <= roughness(view, false);
  const stride = 2 * channels;
  const samples = new Float32Array(Math.floor(bytes.length / stride));
  for (let index = 0; index < samples.length; index++)
    samples[index] = view.getInt16(index * stride, order) / 32768;
  return {
    pcm: samples.length > 0 ? { samples, sampleRateHz, channels } : null,
    stream: {
      truncated: bytes.length % stride !== 0,
      glued: null,
      strayBytes: 0,
      sampleRatesHz: [sampleRateHz],
    },
  };
}
