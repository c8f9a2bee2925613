import type { Pcm } from './pcm.ts';

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

const READERS: Record<string, (view: DataView, at: number) => number> = {
  [`${PCM}/8`]: (view, at) => (view.getUint8(at) - 128) / 128,
  [`${PCM}/16`]: (view, at) => view.getInt16(at, true) / 32768,
  [`${PCM}/24`]: (view, at) => ((view.getUint16(at, true) << 8) | (view.getInt8(at + 2) << 24)) / 2147483648,
  [`${PCM}/32`]: (view, at) => view.getInt32(at, true) / 2147483648,
  [`${FLOAT}/32`]: (view, at) => played(view.getFloat32(at, true)),
};

/** What a loudspeaker makes of a float: nothing of a NaN, full scale of all that is beyond it. */
const played = (sample: number): number => Math.max(-1, Math.min(1, sample || 0));

interface Format {
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly bits: number;
  readonly read: (view: DataView, at: number) => number;
}

function formatAt(view: DataView, at: number): Format | undefined {
  const tag = view.getUint16(at, true);
  const bits = view.getUint16(at + 14, true);
  const code = tag === EXTENSIBLE && view.byteLength >= at + 26 ? view.getUint16(at + 24, true) : tag;
  const read = READERS[`${code}/${bits}`];
  const channels = view.getUint16(at + 2, true);
  const sampleRateHz = view.getUint32(at + 4, true);
  return read && channels > 0 && sampleRateHz > 0 ? { channels, sampleRateHz, bits, read } : undefined;
}

function firstChannel(view: DataView, from: number, to: number, format: Format): Pcm {
  const stride = (format.bits / 8) * format.channels;
  const samples = new Float32Array(Math.max(0, Math.floor((to - from) / stride)));
  for (let index = 0; index < samples.length; index++)
    samples[index] = format.read(view, from + index * stride);
  return { samples, sampleRateHz: format.sampleRateHz };
}

/**
 * Decodes RIFF/WAVE to its first channel. A `data` chunk that claims more than there is, as streaming
 * encoders write (0xFFFFFFFF, 0x7ffff000), or nothing yet (0), is read to the end. Undefined when it is not decodable.
 */
export function decodeWav(bytes: Uint8Array): Pcm | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: Format | undefined;
  let at = 12;
  while (at + 8 <= bytes.length) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (name === 'fmt ' && body + 16 <= bytes.length) format = formatAt(view, body);
    if (name === 'data') {
      return (
        format &&
        firstChannel(view, body, size === 0 ? bytes.length : Math.min(body + size, bytes.length), format)
      );
    }
    at = body + size + (size % 2);
  }
  return undefined;
}
