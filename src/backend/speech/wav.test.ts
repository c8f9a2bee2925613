import { describe, expect, it } from 'vitest';
import { readWav } from './wav.ts';

interface WavParts {
  readonly samples?: readonly number[];
  readonly channels?: number;
  readonly coding?: number;
  readonly bits?: number;
  readonly dataSize?: number;
  readonly before?: Buffer;
}

function wav({
  samples = [],
  channels = 1,
  coding = 1,
  bits = 16,
  dataSize,
  before = Buffer.alloc(0),
}: WavParts) {
  const data = Buffer.from(Int16Array.from(samples).buffer);
  const format = Buffer.alloc(24);
  format.write('fmt ');
  format.writeUInt32LE(16, 4);
  format.writeUInt16LE(coding, 8);
  format.writeUInt16LE(channels, 10);
  format.writeUInt32LE(22_050, 12);
  format.writeUInt16LE(bits, 22);
  const head = Buffer.from('RIFF\0\0\0\0WAVE');
  const dataHead = Buffer.from('data\0\0\0\0');
  dataHead.writeUInt32LE(dataSize ?? data.length, 4);
  return Buffer.concat([head, format, before, dataHead, data]);
}

describe('readWav', () => {
  it('reads samples as −1..1', () => {
    expect(readWav(wav({ samples: [0, 16_384, -32_768] }))).toEqual({
      samples: Float32Array.of(0, 0.5, -1),
      sampleRateHz: 22_050,
    });
  });

  it.each([0x7ffff000, 0xffffffff])('reads to the end when the size says %i', (dataSize) => {
    expect(readWav(wav({ samples: [1, 2, 3], dataSize })).samples).toHaveLength(3);
  });

  it('stops where an honest size says', () => {
    expect(readWav(wav({ samples: [1, 2, 3], dataSize: 4 })).samples).toHaveLength(2);
  });

  it('averages channels', () => {
    expect(readWav(wav({ samples: [16_384, 0, -16_384, -16_384], channels: 2 })).samples).toEqual(
      Float32Array.of(0.25, -0.5),
    );
  });

  it('passes other chunks, odd sizes padded', () => {
    const before = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
    expect(readWav(wav({ samples: [16_384], before })).samples).toEqual(Float32Array.of(0.5));
  });

  it('reads bytes that stand in a larger buffer', () => {
    const padded = Buffer.concat([Buffer.from('xyz'), wav({ samples: [16_384] })]);
    expect(readWav(padded.subarray(3)).samples).toEqual(Float32Array.of(0.5));
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['an MP3', Buffer.from('ID3\x04 this is something else')],
    ['a cut header', wav({ samples: [1] }).subarray(0, 20)],
    ['no sound', wav({}).subarray(0, 36)],
    ['8 bits', wav({ samples: [1], bits: 8 })],
    ['floating point', wav({ samples: [1], coding: 3 })],
    ['no channel', wav({ samples: [1], channels: 0 })],
  ])('refuses %s', (_, bytes) => {
    expect(() => readWav(bytes)).toThrow(/WAV/);
  });
});
