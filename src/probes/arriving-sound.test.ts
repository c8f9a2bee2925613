import { describe, expect, it } from 'vitest';
import { mp3, sine, sound, wav } from '../audio/clips.fixture.ts';
import type { Container } from '../domain/audio.ts';
import { arrivingSound } from './arriving-sound.ts';

/** What arrives in pieces of these sizes, one a millisecond; the last is what is left. */
function heard(bytes: Uint8Array, sizes: readonly number[], container: Container, label = '') {
  const left = bytes.length - sizes.reduce((sum, size) => sum + size, 0);
  const arrivals = [...sizes, left].map((size, index) => ({ atMs: index + 1, bytes: size }));
  return arrivingSound(bytes, arrivals, { container, label });
}

const total = (chunks: ReturnType<typeof heard>): number =>
  (chunks ?? []).reduce((sum, { audioMs }) => sum + audioMs, 0);

/** Frames of MPEG-1 layer III, 128 kbit/s, 48 kHz, mono: 384 bytes and 24 ms each. */
const frames = (count: number): Uint8Array => {
  const bytes = new Uint8Array(384 * count);
  for (let each = 0; each < count; each++) bytes.set([0xff, 0xfb, 0x94, 0xc0], 384 * each);
  return bytes;
};

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

describe('MP3', () => {
  it('counts a frame with the piece that completes it', () => {
    expect(heard(frames(4), [383, 1, 500], 'mp3')).toEqual([
      { atMs: 2, audioMs: 24 },
      { atMs: 3, audioMs: 24 },
      { atMs: 4, audioMs: 48 },
    ]);
  });

  it('does not count the rest of a frame that never came', () => {
    expect(total(heard(frames(3).subarray(0, 1151), [], 'mp3'))).toBe(48);
  });

  it('counts no tag, no frame of an encoder’s figures, and nothing between frames', () => {
    const tag = Buffer.from('ID3\x04\0\0\0\0\0\x0a\xff\xfb\x90\xc4012345', 'latin1');
    const info = frames(1);
    info.set(Buffer.from('Info'), 4 + 17);
    const noise = Buffer.from('\xff\xfb\x94\xc0 nothing of this is sound', 'latin1');
    expect(heard(joined(tag, info, frames(2), noise, frames(2)), [20, 384], 'mp3')).toEqual([
      { atMs: 3, audioMs: 96 },
    ]);
  });

  it('of a real encoder lasts as long as what was encoded, wherever it is cut', async () => {
    const bytes = await mp3(sound(1.5, sine(300)));
    const whole = total(heard(bytes, [], 'mp3'));
    expect(whole).toBeGreaterThanOrEqual(1500);
    expect(whole).toBeLessThan(1600);
    for (const size of [1, 7, 191, 192, 193, 1000]) {
      const sizes = Array.from({ length: Math.floor(bytes.length / size) }, () => size);
      expect(total(heard(bytes, sizes, 'mp3')), `${size}`).toBeCloseTo(whole, 6);
    }
  });

  it.each([[new Uint8Array(0)], [Buffer.from('<html>not a sound</html>')], [new Uint8Array(9).fill(255)]])(
    'is none in %s',
    (bytes) => {
      expect(heard(bytes, [], 'mp3')).toEqual([]);
    },
  );
});

describe('samples', () => {
  it('of a WAV count by their bytes, its header does not', () => {
    const bytes = wav(sound(1, sine(300)));
    expect(heard(bytes, [44, 4800, 9600], 'wav')).toEqual([
      { atMs: 2, audioMs: 100 },
      { atMs: 3, audioMs: 200 },
      { atMs: 4, audioMs: 700 },
    ]);
    expect(heard(bytes, [24, 4820], 'wav')?.[0]).toEqual({ atMs: 2, audioMs: 100 });
  });

  it('without a header are laid out as their label says', () => {
    const label = 'audio/L16; rate=8000; channels=2';
    expect(heard(new Uint8Array(3200), [1600], 'pcm', label)).toEqual([
      { atMs: 1, audioMs: 50 },
      { atMs: 2, audioMs: 50 },
    ]);
  });

  it.each([['RIFF'], ['RIFF____WAVEdata\x04\0\0\0'], ['RIFF____WAVEfmt \x10\0\0\0']])(
    'of half a header are none: %j',
    (head) => {
      expect(heard(Buffer.from(head, 'latin1'), [], 'wav')).toEqual([]);
    },
  );
});

it('a container that does not tell what a piece adds has no times', () => {
  for (const container of ['ogg', 'webm', 'unknown'] as const)
    expect(heard(frames(3), [5], container)).toBeNull();
});
