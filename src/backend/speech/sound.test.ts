import { describe, expect, it } from 'vitest';
import { mp3Encoder } from './mp3.ts';
import { containerOf, readSound } from './sound.ts';

const { signal } = new AbortController();
const samples = Float32Array.from({ length: 24_000 }, (_, index) => 0.5 * Math.sin(index / 10));
const mp3 = await mp3Encoder()({ samples, sampleRateHz: 24_000 }, signal);

describe('containerOf', () => {
  it.each<[string | null, string]>([
    ['wav', 'RIFF\x24\0\0\0WAVEfmt '],
    ['mp3', 'ID3\x04'],
    ['mp3', '\xff\xfb\x90\0'],
    ['ogg', 'OggS\0'],
    ['flac', 'fLaC\0'],
    ['webm', '\x1aE\xdf\xa3'],
    ['m4a', '\0\0\0\x20ftypM4A '],
    [null, 'RIFF\x24\0\0\0AVI '],
    [null, '\xff\xd8\xff\xe0'],
    [null, '{"error":1}'],
    [null, ''],
  ])('knows %s by its first bytes', (container, head) => {
    expect(containerOf(Buffer.from(head, 'latin1'))).toBe(container);
  });
});

describe('readSound', () => {
  it('reads no further than five minutes, whatever a few bytes may hold', async () => {
    const minute = { samples: new Float32Array(60 * 8_000), sampleRateHz: 8_000 };
    const silent = await mp3Encoder()(minute, signal);
    await expect(readSound(Buffer.concat(Array.from({ length: 6 }, () => silent)))).rejects.toThrow(
      'more than 300 s',
    );
    expect((await readSound(Buffer.concat([silent, silent]))).samples.length).toBeGreaterThan(110 * 22_050);
  });

  it('decodes a whole MP3, tags before and after it included', async () => {
    const id3v2 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\x64', 'latin1'), Buffer.alloc(100)]);
    for (const bytes of [mp3, Buffer.concat([id3v2, mp3, Buffer.from('TAG'.padEnd(128))])]) {
      const pcm = await readSound(bytes);
      expect(pcm.sampleRateHz).toBe(22_050);
      // A second, and the coder's own padding.
      expect(pcm.samples.length).toBe(23_616);
    }
  });

  it('refuses an MP3 that is broken in the middle, and prints nothing of it', async () => {
    const broken = Buffer.from(mp3).fill(0x55, 1000, 3000);
    await expect(readSound(broken)).rejects.toThrow('broken frames');
  });

  it('refuses a sample rate that no voice has', async () => {
    const head =
      'RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x01\0\x01\0\0\0\x02\0\0\0\x02\0\x10\0data\xff\xff\xff\xff';
    await expect(readSound(Buffer.from(`${head}\0\x40`, 'latin1'))).rejects.toThrow('sound of 1 Hz');
  });

  it('refuses a header alone, nothing, and something else', async () => {
    const header = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\x64', 'latin1'), Buffer.alloc(130)]);
    await expect(readSound(header)).rejects.toThrow('without sound');
    await expect(readSound(Buffer.alloc(0))).rejects.toThrow('nothing');
    await expect(readSound(Buffer.from('OggS'))).rejects.toThrow('neither WAV nor MP3');
  });
});
