import type { Decoded } from './decoded.ts';

/** As much of ogg-opus-decoder as is used here. */
interface OpusDecoder {
  readonly ready: Promise<void>;
  decodeFile(bytes: Uint8Array): Promise<{ channelData: Float32Array[]; sampleRate: number }>;
  free(): void;
}

type Load = () => Promise<{ OggOpusDecoder: new () => OpusDecoder }>;

// The name is no literal, so that neither types nor a bundler ask for a package that may not be installed.
const installed: Load = () => import(['ogg-opus', 'decoder'].join('-'));

/** Opus opens its stream with these eight letters, in the first page (RFC 7845, 5.1). */
const isOpus = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 512)).includes('OpusHead', 0, 'latin1');

/** Decodes Ogg Opus to its first channel where the optional package is installed; other codecs in Ogg are not decoded. */
export async function decodeOgg(bytes: Uint8Array, load: Load = installed): Promise<Decoded> {
  if (!isOpus(bytes)) return { pcm: null, stream: null, undecoded: 'no-decoder' };
  const library = await load().catch(() => null);
  if (!library) return { pcm: null, stream: null, undecoded: 'opus-decoder-absent' };
  const decoder = new library.OggOpusDecoder();
  await decoder.ready;
  try {
    const { channelData, sampleRate } = await decoder.decodeFile(bytes);
    const samples = channelData[0];
    const channels = channelData.length;
    return {
      pcm: samples && samples.length > 0 ? { samples, sampleRateHz: sampleRate, channels } : null,
      stream: null,
    };
  } catch {
    return { pcm: null, stream: null };
  } finally {
    decoder.free();
  }
}
