import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createMp3Encoder } from 'wasm-media-encoders';
import { audioDefects, speechDefect } from '../domain/audio.ts';
import { inspectAudio } from './inspect.ts';

const sine = (seconds: number, rateHz: number, amplitude = 0.5): Float32Array =>
  new Float32Array(seconds * rateHz).map((_, i) => amplitude * Math.sin((2 * Math.PI * 440 * i) / rateHz));

async function mp3(
  samples: Float32Array,
  sampleRate: 24000 | 44100,
  channels: 1 | 2 = 1,
): Promise<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate, channels, bitrate: 64 });
  const frames = Buffer.from(encoder.encode(channels === 2 ? [samples, samples] : [samples]));
  return Buffer.concat([frames, Buffer.from(encoder.finalize())]);
}

/** Mono, 32-bit float. */
function wavOf(samples: Float32Array, sampleRateHz: number): Uint8Array {
  const head = Buffer.from('RIFF....WAVEfmt \x10\0\0\0\x03\0\x01\0________\x04\0\x20\0data', 'latin1');
  head.writeUInt32LE(sampleRateHz, 24);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(samples.byteLength);
  return Buffer.concat([head, length, new Uint8Array(samples.buffer)]);
}

/** An encoder adds at most its delay and the rest of a last frame: three frames. */
const expectSeconds = (
  found: number | undefined,
  seconds: number,
  samplesPerFrame: number,
  rateHz: number,
) => {
  expect(found).toBeGreaterThanOrEqual(seconds - samplesPerFrame / rateHz);
  expect(found).toBeLessThanOrEqual(seconds + (3 * samplesPerFrame) / rateHz);
};

describe('MP3', () => {
  it('has the duration, rate and level of what went in', async () => {
    const { container, label, decoded } = await inspectAudio(await mp3(sine(2, 24000), 24000), 'audio/mpeg');
    expect({ container, label }).toEqual({ container: 'mp3', label: 'audio/mpeg' });
    expectSeconds(decoded?.durationS, 2, 576, 24000);
    expect(decoded?.sampleRateHz).toBe(24000);
    expect(decoded?.rmsDbfs).toBeGreaterThan(-10);
    expect(decoded?.rmsDbfs).toBeLessThan(-9);
    expect(decoded?.silenceRatio).toBeLessThan(0.1);
  });

  it('of two channels is not twice as long', async () => {
    const { decoded } = await inspectAudio(await mp3(sine(1, 44100), 44100, 2), null);
    expectSeconds(decoded?.durationS, 1, 1152, 44100);
  });

  it('is decoded behind a tag', async () => {
    const tag = Buffer.from('ID3\x04\0\0\0\0\0\x0a0123456789', 'latin1');
    const { container, decoded } = await inspectAudio(
      Buffer.concat([tag, await mp3(sine(1, 24000), 24000)]),
      null,
    );
    expect(container).toBe('mp3');
    expectSeconds(decoded?.durationS, 1, 576, 24000);
  });

  it('of which half arrived is half as long', async () => {
    const whole = await mp3(sine(2, 24000), 24000);
    const { decoded } = await inspectAudio(whole.subarray(0, whole.length / 2), null);
    expectSeconds(decoded?.durationS, 1, 576, 24000);
  });

  it('of silence is silent', async () => {
    const facts = await inspectAudio(await mp3(new Float32Array(24000), 24000), null);
    expect(facts.decoded).toMatchObject({ silenceRatio: 1 });
    expect(speechDefect(facts, 10)?.en).toContain('silence');
  });

  it('that is a tag of 140 bytes is no audio', async () => {
    const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x01\x02', 'latin1'), Buffer.alloc(130)]);
    const facts = await inspectAudio(tag, 'audio/mpeg');
    expect(facts).toMatchObject({ container: 'mp3', label: 'audio/mpeg', bytes: 140, decoded: null });
    expect(speechDefect(facts, 30)).toBeDefined();
  });

  it('prints nothing when frames are broken', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken = Buffer.concat([await mp3(sine(1, 24000), 24000), Buffer.alloc(70_000)]);
    expect((await inspectAudio(broken, null)).decoded).not.toBeNull();
    expect(print).not.toHaveBeenCalled();
    const { error } = console;
    expect(error).toBe(print);
    print.mockRestore();
  });
});

describe('other bytes', () => {
  it('a WAV that is labelled as MP3 is decoded as what it is', async () => {
    const facts = await inspectAudio(wavOf(sine(1, 16000), 16000), 'audio/mpeg');
    expect(facts).toMatchObject({ container: 'wav', label: 'audio/mpeg', decoded: { durationS: 1 } });
    expect(audioDefects(facts, 20).map(({ id }) => id)).toContain('mislabelled');
  });

  it('half speech, half silence: half of the frames are silent', async () => {
    const samples = new Float32Array(16000);
    samples.set(sine(0.5, 16000));
    expect((await inspectAudio(wavOf(samples, 16000), null)).decoded?.silenceRatio).toBe(0.5);
  });

  it('digital silence is −120 dBFS, a full square wave 0', async () => {
    const level = async (value: number) =>
      (await inspectAudio(wavOf(new Float32Array(8000).fill(value), 8000), null)).decoded?.rmsDbfs;
    expect(await level(0)).toBe(-120);
    expect(await level(1)).toBe(0);
    expect(await level(Number.NaN)).toBe(-120);
  });

  it('nothing at all, and what cannot be decoded here', async () => {
    expect(await inspectAudio(new Uint8Array(), null)).toMatchObject({
      container: 'unknown',
      bytes: 0,
      decoded: null,
    });
    expect(await inspectAudio(Buffer.from('OggS....'), null)).toMatchObject({
      container: 'ogg',
      decoded: null,
    });
  });

  it('never throws, and never measures anything that is no number', async () => {
    const start = fc.constantFrom(
      '',
      'ID3',
      '\xff\xfb',
      '\xff\xf3',
      'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0',
    );
    const rest = fc.uint8Array({ maxLength: 6000 });
    await fc.assert(
      fc.asyncProperty(start, rest, async (head, tail) => {
        const { decoded } = await inspectAudio(Buffer.concat([Buffer.from(head, 'latin1'), tail]), null);
        const { durationS = 0, rmsDbfs = 0, silenceRatio = 0 } = decoded ?? {};
        expect([durationS, rmsDbfs, silenceRatio].every(Number.isFinite)).toBe(true);
        expect(silenceRatio).toBeLessThanOrEqual(1);
      }),
      { numRuns: 150 },
    );
  });
});

describe('how a clip begins', () => {
  const rateHz = 24_000;
  const openingOf = async (...parts: readonly Float32Array[]) => {
    const samples = Float32Array.from(parts.flatMap((part) => [...part]));
    return (await inspectAudio(wavOf(samples, rateHz), 'audio/wav')).decoded?.sound?.opening;
  };
  const silence = new Float32Array(2_400);
  const filler = sine(0.6, rateHz);
  const other = sine(0.6, rateHz, 0.3);

  it('is the same whatever comes after, and behind whatever silence', async () => {
    const alone = await openingOf(filler);
    expect(alone).toMatch(/^[0-9a-f]{16}$/);
    expect(await openingOf(filler, sine(1, rateHz, 0.2))).toBe(alone);
    expect(await openingOf(silence, filler, other)).toBe(alone);
  });

  it('differs with the sound, and is none of a clip that is over before', async () => {
    expect(await openingOf(other)).not.toBe(await openingOf(filler));
    expect(await openingOf(sine(0.4, rateHz))).toBe(null);
    expect(await openingOf(silence)).toBe(null);
  });
});
