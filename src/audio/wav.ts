import type { StreamFacts } from '../domain/audio.ts';
import type { Decoded } from './decoded.ts';

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

function firstChannel(view: DataView, from: number, to: number, format: Format): NonNullable<Decoded['pcm']> {
  const stride = (format.bits / 8) * format.channels;
  const samples = new Float32Array(Math.max(0, Math.floor((to - from) / stride)));
  for (let index = 0; index < samples.length; index++)
    samples[index] = format.read(view, from + index * stride);
  return { samples, sampleRateHz: format.sampleRateHz, channels: format.channels };
}

interface Chunk {
  readonly name: string;
  readonly body: number;
  /** Length that its header claims. */
  readonly claims: number;
}

function* chunksOf(view: DataView): Generator<Chunk> {
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const name = String.fromCharCode(...[0, 1, 2, 3].map((letter) => view.getUint8(at + letter)));
    const claims = view.getUint32(at + 4, true);
    yield { name, body: at + 8, claims };
    at += 8 + claims + (claims % 2);
  }
}

/** Where the samples end: a size that a program wrote before it knew it is none, and no size reaches past the end. */
const endOf = ({ body, claims }: Chunk, bytes: Uint8Array): number =>
  isUnknown(claims) ? bytes.length : Math.min(body + claims, bytes.length);

/** Streaming programs write 0, 0x7ffff000, 0xffffffff or about that much for a size that they do not know yet. */
const isUnknown = (claims: number): boolean => claims === 0 || claims >= 0x7fff0000;

/** Where a second file begins, and at what rate; empty for one file. */
function furtherFiles(bytes: Uint8Array): { readonly at: number; readonly sampleRateHz: number }[] {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files: { at: number; sampleRateHz: number }[] = [];
  for (let at = whole.indexOf('RIFF', 12); at !== -1; at = whole.indexOf('RIFF', at + 4)) {
    if (whole.toString('latin1', at + 8, at + 16) === 'WAVEfmt ' && at + 28 <= whole.length)
      files.push({ at, sampleRateHz: whole.readUInt32LE(at + 24) });
  }
  return files;
}

/** Bytes behind the samples that are no chunk: a size too small disowns the rest of the sound. */
function strayAfter(data: Chunk, view: DataView, to: number): number {
  for (const { name, body, claims } of chunksOf(view)) {
    if (body <= data.body || body - 8 >= to) continue;
    if (!/^[\x20-\x7e]{4}$/.test(name) || body + claims > to) return to - (body - 8);
  }
  return 0;
}

function streamOf(bytes: Uint8Array, view: DataView, data: Chunk, { sampleRateHz }: Format): StreamFacts {
  const further = furtherFiles(bytes);
  const rates = [sampleRateHz, ...further.map((file) => file.sampleRateHz)];
  return {
    truncated: !isUnknown(data.claims) && data.body + data.claims > bytes.length,
    glued: further.length > 0 ? 'RIFF' : null,
    strayBytes: isUnknown(data.claims) ? 0 : strayAfter(data, view, further[0]?.at ?? bytes.length),
    sampleRatesHz: rates.filter((rate, index) => rate !== rates[index - 1]),
  };
}

/**
 * Decodes RIFF/WAVE to its first channel. A `data` chunk that claims more than there is, as streaming encoders write
 * (0xFFFFFFFF, 0x7ffff000), or nothing yet (0), is read to the end. No samples when it is not decodable.
 */
export function decodeWav(bytes: Uint8Array): Decoded {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: Format | undefined;
  for (const chunk of chunksOf(view)) {
    if (chunk.name === 'fmt ' && chunk.body + 16 <= bytes.length) format = formatAt(view, chunk.body);
    if (chunk.name === 'data' && format) {
      const pcm = firstChannel(view, chunk.body, endOf(chunk, bytes), format);
      return { pcm, stream: streamOf(bytes, view, chunk, format) };
    }
  }
  return { pcm: null, stream: null };
}
