import { describe, expect, it } from 'vitest';
import { audioDefects, speechDefect } from '../domain/audio.ts';
import { babble, int16, mp3, noise, sine, sound, wav } from './clips.fixture.ts';
import { inspectAudio } from './inspect.ts';

const defectsOf = async (bytes: Uint8Array, label: string | null = null, chars = 30): Promise<string[]> =>
  audioDefects(await inspectAudio(bytes, label), chars).map(({ id }) => id);

const speech = sound(3, babble);
const asMp3 = await mp3(speech);
const faster = await mp3(sound(1, babble, 44_100), 44_100);
const asWav = wav(speech);
const id3 = Buffer.from('ID3\x04\0\0\0\0\0\x0a0123456789', 'latin1');

describe('no alarm', () => {
  it.each<[string, Uint8Array, string?]>([
    ['WAV', asWav, 'audio/wav'],
    ['MP3', asMp3, 'audio/mpeg'],
    ['MP3 behind a tag, and before one', Buffer.concat([id3, asMp3, Buffer.from('TAG'), Buffer.alloc(125)])],
    ['MP3 streams joined as they are', Buffer.concat([asMp3, asMp3]), 'mp3'],
    ['MP3 with padding of zeros', Buffer.concat([asMp3, Buffer.alloc(500)])],
    ['WAV of sizes not known yet', wav(speech, 24_000, 0)],
    ['WAV as sox streams it', wav(speech, 24_000, 0x7ffff000)],
    ['WAV as ffmpeg streams it', wav(speech, 24_000, 0xffffffff)],
    ['WAV with a list behind its sound', Buffer.concat([asWav, Buffer.from('LIST\x04\0\0\0INFO', 'latin1')])],
    ['raw samples', int16(speech), 'audio/pcm'],
    ['raw samples of another rate', int16(sound(3, babble, 16_000)), 'audio/L16;rate=16000;channels=1'],
    ['raw samples, high byte first', int16(speech).swap16(), 'audio/L16; rate=24000'],
  ])('%s', async (_, bytes, label) => {
    expect(await defectsOf(bytes, label ?? null)).toEqual([]);
  });
});

describe('a sound that is no speech', () => {
  const dial = (t: number): number =>
    t % 0.2 < 0.1 ? 0.3 * (sine([697, 770, 852][Math.floor(5 * t) % 3] ?? 0)(t) + sine(1209)(t)) : 0;
  const hiss = noise();
  const SOUNDS: Readonly<Record<string, readonly [found: string, wave: (t: number) => number]>> = {
    'a sine': ['tone', (t) => 0.5 * sine(440)(t)],
    'a siren': ['tone', (t) => 0.5 * Math.sin(2 * Math.PI * (300 * t + 200 * t * t))],
    beeps: ['tone', (t) => (t % 0.5 < 0.25 ? 0.5 * sine(1000)(t) : 0)],
    'dialling tones': ['tone', dial],
    'a chord': ['monotone', (t) => 0.2 * (sine(262)(t) + sine(330)(t) + sine(392)(t))],
    'a buzz': ['monotone', (t) => 0.3 * (((150 * t) % 1) - 0.5)],
    'a square wave': ['monotone', (t) => 0.3 * Math.sign(sine(120)(t))],
    'white noise': ['noise', (t) => 0.3 * hiss(t)],
    'bursts of noise': ['noise', (t) => (t % 0.5 < 0.25 ? 0.3 * hiss(t) : 0)],
    silence: ['silence', () => 0],
  };
  it.each(Object.entries(SOUNDS))('%s', async (_, [found, wave]) => {
    const samples = sound(3, wave);
    for (const bytes of [wav(samples), await mp3(samples), await mp3(samples, 24_000, 32)]) {
      const audio = await inspectAudio(bytes, null);
      expect(audioDefects(audio, 30).map(({ id }) => id)).toContain(found);
      expect(speechDefect(audio, 30)).toBeDefined();
    }
  });

  it('a constant, of which nothing can be heard however much of it there is', async () => {
    const constant = sound(3, () => 0.5);
    expect(await defectsOf(wav(constant))).toEqual(['silence', 'dc']);
    expect(speechDefect(await inspectAudio(await mp3(constant), null), 30)).toBeDefined();
  });

  it('one frame of 192 bytes, over and over', async () => {
    const frame = asMp3.subarray(9600, 9600 + 192);
    expect(await defectsOf(Buffer.concat(Array.from({ length: 100 }, () => frame)))).toContain('monotone');
  });

  it('140 bytes that say they are MP3', async () => {
    const tiny = await inspectAudio(asMp3.subarray(0, 140), 'audio/mpeg');
    expect(speechDefect(tiny, 42)?.en).toMatch(/^140 bytes (do not decode|decode to 0\.\d\d s for 42)/);
  });
});

describe('a file that is not in one piece', () => {
  it.each<[string, string, Uint8Array, string?]>([
    ['MP3 cut within a frame', 'truncated', asMp3.subarray(0, asMp3.length - 10)],
    ['WAV cut short', 'truncated', asWav.subarray(0, asWav.length - 1000)],
    ['raw samples cut within one', 'truncated', int16(speech).subarray(1), 'audio/pcm'],
    ['two WAV', 'glued', Buffer.concat([asWav, asWav])],
    ['two WAV of unknown size', 'glued', Buffer.concat([wav(speech, 24_000, 0xffffffff), asWav])],
    ['MP3 with a tag inside', 'glued', Buffer.concat([id3, asMp3, id3, asMp3])],
    ['WAV behind MP3', 'glued', Buffer.concat([asMp3, asWav])],
    ['two WAV of two rates', 'rate-changes', Buffer.concat([asWav, wav(speech, 16_000)])],
    ['MP3 of two rates', 'rate-changes', Buffer.concat([asMp3, faster])],
    ['a size that disowns the sound', 'stray', wav(speech, 24_000, 48_000)],
    ['text among MP3', 'stray', Buffer.concat([asMp3, Buffer.from('{"detail":"busy"}'.repeat(9)), asMp3])],
    ['WAV that is said to be MP3', 'mislabelled', asWav, 'audio/mpeg'],
    ['a rate that no voice has', 'odd-rate', wav(speech, 400_000)],
  ])('%s: %s', async (_, found, bytes, label) => {
    expect(await defectsOf(bytes, label ?? null)).toContain(found);
  });
});

describe('a voice that is hard to listen to', () => {
  it.each<[string, string, (t: number) => number, number?]>([
    ['too loud for its format', 'clipped', (t) => Math.max(-1, Math.min(1, 8 * babble(t)))],
    ['beside the middle', 'dc', (t) => 0.1 + babble(t)],
    ['faint', 'faint', (t) => 0.05 * babble(t)],
    ['late', 'late-sound', (t) => (t < 1.2 ? 0 : babble(t))],
    ['mostly silent', 'much-silence', (t) => (t < 0.8 ? babble(t) : 0)],
    ['far too long', 'too-long', babble, 1],
  ])('%s: %s', async (_, found, wave, chars) => {
    const audio = await inspectAudio(wav(sound(6, wave)), null);
    expect(audioDefects(audio, chars ?? 30).map(({ id }) => id)).toEqual([found]);
    expect(speechDefect(audio, chars ?? 30)).toBeUndefined();
  });
});

describe('what is not decoded here', () => {
  it.each([
    ['fLaC', 'flac'],
    ['\x1a\x45\xdf\xa3', 'webm'],
    ['\xff\xf1\x50\x80', 'aac'],
    ['\0\0\0\x20ftypM4A ', 'mp4'],
    ['OggS\0\x02 vorbis', 'ogg'],
  ])('%j is neither good nor bad', async (start, container) => {
    const audio = await inspectAudio(Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(900)]), null);
    expect(audio).toMatchObject({ container, undecoded: 'no-decoder', decoded: null });
    expect(audioDefects(audio, 42)).toMatchObject([{ id: 'undecoded', severity: 'unjudged' }]);
    expect(speechDefect(audio, 42)).toBeUndefined();
    expect(speechDefect(audio, 100)?.en).toContain('do not decode');
  });

  it('raw samples without a label are unknown bytes', async () => {
    expect(await defectsOf(int16(speech).subarray(2000))).toEqual(['undecodable']);
  });
});
