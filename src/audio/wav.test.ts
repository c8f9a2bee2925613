import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeWav } from './wav.ts';

/** Bytes of a RIFF/WAVE file, as bent as a test wants it. */
interface WavShape {
  readonly tag?: number;
  readonly subformat?: number;
  readonly channels?: number;
  readonly sampleRateHz?: number;
  readonly bits?: number;
  readonly data: Uint8Array;
  /** What the `data` chunk claims to be long. */
  readonly claims?: number;
  /** Chunks between `fmt ` and `data`. */
  readonly between?: readonly Uint8Array[];
}

/** One RIFF chunk, padded to an even length. */
function chunk(name: string, body: Uint8Array, claims = body.length): Uint8Array {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(claims, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

/** A WAVE file of this shape; mono, 16 bits, 8 kHz where it does not say otherwise. */
function wav({ tag = 1, channels = 1, sampleRateHz = 8000, bits = 16, ...shape }: WavShape): Uint8Array {
  const format = Buffer.alloc(shape.subformat === undefined ? 16 : 40);
  format.writeUInt16LE(tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(sampleRateHz, 4);
  format.writeUInt16LE(bits, 14);
  if (shape.subformat !== undefined) format.writeUInt16LE(shape.subformat, 24);
  const chunks = [chunk('fmt ', format), ...(shape.between ?? []), chunk('data', shape.data, shape.claims)];
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), ...chunks]);
}

const int16 = (...values: number[]): Buffer => {
  const data = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => {
    data.writeInt16LE(value, 2 * index);
  });
  return data;
};

const float32 = (...values: number[]): Buffer => Buffer.from(new Float32Array(values).buffer);

const samplesOf = (shape: WavShape): number[] =>
  [...(decodeWav(wav(shape)).pcm?.samples ?? ['undecodable'])] as number[];

describe('sample formats', () => {
  it('8 bits are unsigned', () => {
    expect(samplesOf({ bits: 8, data: Buffer.from([0, 128, 192]) })).toEqual([-1, 0, 0.5]);
  });

  it('16 bits', () => {
    expect(samplesOf({ data: int16(-32768, 0, 16384) })).toEqual([-1, 0, 0.5]);
  });

  it('24 bits keep their sign', () => {
    const data = Buffer.from([0, 0, 0x80, 0, 0, 0, 0, 0, 0x40, 0, 0, 0xc0]);
    expect(samplesOf({ bits: 24, data })).toEqual([-1, 0, 0.5, -0.5]);
  });

  it('32 bits', () => {
    const data = Buffer.alloc(8);
    data.writeInt32LE(-(2 ** 31), 0);
    data.writeInt32LE(2 ** 30, 4);
    expect(samplesOf({ bits: 32, data })).toEqual([-1, 0.5]);
  });

  it('floats, whose nonsense is no sound and no more than full scale', () => {
    const data = float32(0.25, Number.NaN, Number.POSITIVE_INFINITY, -1e30);
    expect(samplesOf({ tag: 3, bits: 32, data })).toEqual([0.25, 0, 1, -1]);
  });

  it('extensible says in its subformat what it is', () => {
    expect(samplesOf({ tag: 0xfffe, subformat: 1, data: int16(16384) })).toEqual([0.5]);
    expect(samplesOf({ tag: 0xfffe, subformat: 3, bits: 32, data: float32(0.5) })).toEqual([0.5]);
    expect(decodeWav(wav({ tag: 0xfffe, data: Buffer.alloc(0) })).pcm).toBeNull();
  });

  it('takes the first of several channels', () => {
    expect(samplesOf({ channels: 2, data: int16(16384, -1, -16384, -1) })).toEqual([0.5, -0.5]);
  });
});

describe('bent files', () => {
  it.each([0x7ffff000, 0xffffffff])('data that claims %i bytes is read to its end', (claims) => {
    expect(samplesOf({ data: int16(1, 2, 3), claims })).toHaveLength(3);
  });

  it('data that claims less than there is ends there', () => {
    expect(samplesOf({ data: int16(1, 2, 3), claims: 4 })).toHaveLength(2);
  });

  it('steps over chunks of odd length and their padding', () => {
    const between = [chunk('LIST', Buffer.from('abc')), chunk('fact', Buffer.alloc(4))];
    expect(samplesOf({ between, data: int16(16384) })).toEqual([0.5]);
  });

  it('leaves out a sample that was cut in half', () => {
    expect(samplesOf({ data: Buffer.concat([int16(16384), Buffer.from([1])]) })).toEqual([0.5]);
    expect(samplesOf({ channels: 2, data: int16(16384, 0, 1) })).toEqual([0.5]);
  });

  it('a header alone is a clip without samples', () => {
    const header = wav({ data: Buffer.alloc(0) });
    expect(header).toHaveLength(44);
    expect(decodeWav(header).pcm).toEqual({ samples: new Float32Array(0), sampleRateHz: 8000, channels: 1 });
  });

  it.each<[string, Partial<WavShape>]>([
    ['no channels', { channels: 0 }],
    ['no sample rate', { sampleRateHz: 0 }],
    ['13 bits', { bits: 13 }],
    ['µ-law', { tag: 7, bits: 8 }],
    ['a chunk that hides the data', { between: [chunk('LIST', Buffer.alloc(0), 0xffffffff)] }],
  ])('%s: undecodable', (_, shape) => {
    expect(decodeWav(wav({ data: int16(1, 2), ...shape })).pcm).toBeNull();
  });

  it('data before its format is undecodable', () => {
    const start = Buffer.from('RIFF\0\0\0\0WAVE', 'latin1');
    expect(decodeWav(Buffer.concat([start, chunk('data', int16(1))])).pcm).toBeNull();
  });

  it('reads bytes that lie inside a larger buffer', () => {
    const file = wav({ data: int16(16384) });
    const pool = Buffer.concat([Buffer.alloc(7, 0xff), file, Buffer.alloc(9, 0xff)]);
    expect(decodeWav(pool.subarray(7, 7 + file.length)).pcm?.samples).toEqual(new Float32Array([0.5]));
  });

  it('never throws, and never has more samples than bytes', () => {
    const file = wav({ data: int16(...Array(50).keys()) });
    const cuts = fc.integer({ min: 0, max: file.length });
    const pokes = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(cuts, pokes, (length, changes) => {
        const bent = Uint8Array.from(file).subarray(0, length);
        for (const [at, value] of changes) bent[at] = value;
        const { pcm } = decodeWav(bent);
        expect(pcm?.samples.length ?? 0).toBeLessThanOrEqual(bent.length);
        expect(pcm?.samples.every((sample) => Math.abs(sample) <= 1) ?? true).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
