import type { Pcm } from './pcm.ts';

const pcmFormat = 1;
const extensibleFormat = 0xfffe;

interface Format {
  readonly channels: number;
  readonly sampleRateHz: number;
}

/**
 * Reads 16-bit PCM WAV, several channels averaged into one. Sizes that programs write before they know them
 * (0x7ffff000, 0xffffffff) reach past the end and are read to the end. Throws on anything else.
 */
export function readWav(bytes: Uint8Array): Pcm {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 12 || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE')
    throw new Error('not a WAV');
  let format: Format | null = null;
  let at = 12;
  while (at + 8 <= view.byteLength) {
    const start = at + 8;
    const size = Math.min(view.getUint32(at + 4, true), view.byteLength - start);
    if (tag(view, at) === 'fmt ') format = readFormat(view, start, size);
    if (tag(view, at) === 'data') {
      if (!format) throw new Error('a WAV without a format');
      return readSamples(view, start, size, format);
    }
    at = start + size + (size % 2);
  }
  throw new Error('a WAV without sound');
}

const tag = (view: DataView, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

function readFormat(view: DataView, at: number, size: number): Format {
  if (size < 16) throw new Error('a WAV with a cut format');
  const coding = view.getUint16(at, true);
  const channels = view.getUint16(at + 2, true);
  const sampleRateHz = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  if (
    (coding !== pcmFormat && coding !== extensibleFormat) ||
    bits !== 16 ||
    channels === 0 ||
    sampleRateHz === 0
  ) {
    throw new Error(`a WAV of format ${coding}, ${bits} bits, ${channels} channels, ${sampleRateHz} Hz`);
  }
  return { channels, sampleRateHz };
}

function readSamples(view: DataView, at: number, size: number, { channels, sampleRateHz }: Format): Pcm {
  const samples = new Float32Array(Math.floor(size / (2 * channels)));
  for (let frame = 0; frame < samples.length; frame += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += view.getInt16(at + 2 * (frame * channels + channel), true);
    }
    samples[frame] = sum / channels / 32768;
  }
  return { samples, sampleRateHz };
}
