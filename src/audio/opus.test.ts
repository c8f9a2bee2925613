import { expect, it } from 'vitest';
import { decodeOgg } from './opus.ts';

const opus = Buffer.from('OggS\0\x02______________________\x01\x13OpusHead\x01\x01', 'latin1');

/** As much of the library as is used, which hands out these samples for any bytes. */
function library(samples: Float32Array | Error) {
  const freed: string[] = [];
  class OggOpusDecoder {
    readonly ready = Promise.resolve();
    decodeFile() {
      if (samples instanceof Error) return Promise.reject(samples);
      return Promise.resolve({ channelData: [samples, samples], sampleRate: 48_000 });
    }
    free() {
      freed.push('freed');
    }
  }
  return { freed, load: () => Promise.resolve({ OggOpusDecoder }) };
}

it('is decoded to its first channel, and the decoder is let go', async () => {
  const samples = Float32Array.of(0.5, -0.5);
  const { freed, load } = library(samples);
  expect(await decodeOgg(opus, load)).toEqual({
    pcm: { samples, sampleRateHz: 48_000, channels: 2 },
    stream: null,
  });
  expect(freed).toEqual(['freed']);
});

it('without a sample, or that breaks the decoder, does not decode', async () => {
  for (const broken of [new Float32Array(0), new Error('corrupt')]) {
    const { freed, load } = library(broken);
    expect(await decodeOgg(opus, load)).toEqual({ pcm: null, stream: null });
    expect(freed).toEqual(['freed']);
  }
});

it('is not judged where the package is not installed', async () => {
  const absent = () => Promise.reject(new Error('ERR_MODULE_NOT_FOUND'));
  expect(await decodeOgg(opus, absent)).toMatchObject({ pcm: null, undecoded: 'opus-decoder-absent' });
});

it('another codec in Ogg is not judged, and no decoder is loaded for it', async () => {
  const vorbis = Buffer.from('OggS\0\x02______________________\x01\x1e\x01vorbis', 'latin1');
  const { freed, load } = library(new Float32Array(1));
  expect(await decodeOgg(vorbis, load)).toMatchObject({ pcm: null, undecoded: 'no-decoder' });
  expect(freed).toEqual([]);
});
