import { MPEGDecoder } from 'mpg123-decoder';
import { describe, expect, it } from 'vitest';
import { mp3Encoder } from './mp3.ts';
import type { Pcm } from './pcm.ts';

const { signal } = new AbortController();

const sine = (hz: number, durationS: number, sampleRateHz: number): Pcm => ({
  samples: Float32Array.from(
    { length: durationS * sampleRateHz },
    (_, index) => 0.5 * Math.sin((2 * Math.PI * hz * index) / sampleRateHz),
  ),
  sampleRateHz,
});

async function decode(mp3: Uint8Array) {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const { channelData, sampleRate } = decoder.decode(mp3);
  const [samples = new Float32Array()] = channelData;
  // The second second: the edges carry the coder's own padding.
  const steady = samples.subarray(sampleRate, 2 * sampleRate);
  const hz = steady.filter((sample, index) => sample >= 0 && (steady[index - 1] ?? 0) < 0).length;
  decoder.free();
  return { sampleRate, durationS: samples.length / sampleRate, hz };
}

describe('mp3Encoder', () => {
  it.each([8_000, 16_000, 22_050, 24_000, 48_000])(
    'keeps length and pitch of %i Hz',
    async (sampleRateHz) => {
      const decoded = await decode(await mp3Encoder()(sine(440, 2.5, sampleRateHz), signal));
      expect(decoded.sampleRate).toBe(22_050);
      expect(decoded.durationS).toBeCloseTo(2.55, 0);
      expect(Math.abs(decoded.hz - 440)).toBeLessThan(5);
    },
  );

  it('keeps clips apart that are encoded at the same time, and after each other', async () => {
    const encode = mp3Encoder();
    const clips = [sine(300, 3, 16_000), sine(900, 3, 22_050)];
    const alone = await Promise.all(clips.map((clip) => mp3Encoder()(clip, signal)));
    const together = await Promise.all(clips.map((clip) => encode(clip, signal)));
    expect(together.map((mp3) => mp3.equals(alone[together.indexOf(mp3)] ?? Buffer.alloc(0)))).toEqual([
      true,
      true,
    ]);
    expect((await decode(await encode(sine(900, 3, 22_050), signal))).hz).toBeGreaterThan(890);
  });

  it('stops when the signal aborts', async () => {
    const caller = new AbortController();
    const encoding = mp3Encoder()(sine(440, 5, 16_000), caller.signal);
    caller.abort();
    await expect(encoding).rejects.toThrow(/abort/i);
  });
});
