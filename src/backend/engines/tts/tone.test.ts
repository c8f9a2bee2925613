import { describe, expect, it } from 'vitest';
import { isAudible, joinPcm } from '../../speech/pcm.ts';
import type { Utterance } from './speech-engine.ts';
import { syllablesOf } from './syllables.ts';
import { tone } from './tone.ts';

const plain: Utterance = { text: '', language: 'fr', timbre: 'female', rate: 1, pitchHz: 200 };

async function sound(utterance: Partial<Utterance>) {
  const pieces = [];
  for await (const piece of tone().speak({ ...plain, ...utterance }, new AbortController().signal))
    pieces.push(piece);
  const pcm = joinPcm(pieces);
  if (!pcm) throw new Error('no sound');
  return { ...pcm, durationS: pcm.samples.length / pcm.sampleRateHz };
}

/** The pitch of a steady piece of sound: the lag, within a voice's range, at which it is most like itself. */
async function heardHz(pitchHz: number) {
  const { samples, sampleRateHz } = await sound({ text: 'aaaa', pitchHz });
  const middle = Math.floor(samples.length / 3);
  const likeness = (lag: number) => {
    let sum = 0;
    for (let index = middle; index < middle + 800; index += 1)
      sum += (samples[index] ?? 0) * (samples[index + lag] ?? 0);
    return sum;
  };
  const lags = Array.from({ length: 160 }, (_, index) => index + 40);
  const best = lags.reduce((found, lag) => (likeness(lag) > likeness(found) ? lag : found));
  return sampleRateHz / best;
}

describe('syllablesOf', () => {
  it.each([
    ['Bonjour', 2],
    ['la mer', 2],
    ['20 h', 3],
    ['SNCF', 2],
    ['?', 1],
    ['🙂', 1],
    ['日本語', 2],
  ])('%j has %i', (text, count) => {
    expect(syllablesOf(text)).toHaveLength(count);
  });

  it('rests longer at a full stop than at a comma, and least between words', () => {
    const [comma = 0, stop = 0, word = 0] = syllablesOf('la, la. la').map(({ pauseMs }) => pauseMs);
    expect(stop).toBeGreaterThan(comma);
    expect(comma).toBeGreaterThan(word);
    expect(word).toBeGreaterThan(0);
  });

  it('falls through a statement and rises at the end of a question', () => {
    const pitches = (text: string) => syllablesOf(text).map(({ pitch }) => pitch);
    expect(pitches('va la bas').at(-1)).toBeLessThan(pitches('va la bas')[0] ?? 0);
    expect(pitches('va la bas ?').at(-1)).toBeGreaterThan(pitches('va la bas ?')[0] ?? 0);
  });
});

describe('tone', () => {
  it('is heard, without clipping, and ends in silence', async () => {
    const pcm = await sound({ text: 'Bonjour tout le monde' });
    expect(isAudible(pcm)).toBe(true);
    expect(pcm.samples.every((sample) => Math.abs(sample) <= 0.5)).toBe(true);
    expect(pcm.samples.at(-1)).toBe(0);
  });

  it('lasts as the text does, at two to eight syllables a second', async () => {
    const { durationS } = await sound({ text: 'Le vent se lève sur la mer' });
    expect(durationS).toBeGreaterThan(8 / 8);
    expect(durationS).toBeLessThan(8 / 2);
  });

  it('is half as long at twice the rate', async () => {
    const [once, twice] = [await sound({ text: 'la mer' }), await sound({ text: 'la mer', rate: 2 })];
    expect(once.durationS / twice.durationS).toBeCloseTo(2, 2);
  });

  it('follows the pitch', async () => {
    for (const pitchHz of [120, 180, 240]) {
      // A lone vowel is sung a little above the speaker's pitch, and wavers.
      expect((await heardHz(pitchHz)) / pitchHz).toBeCloseTo(1.12, 1);
    }
  });

  it('stops when the signal aborts', async () => {
    const caller = new AbortController();
    const pieces = tone()
      .speak({ ...plain, text: 'la la la la' }, caller.signal)
      [Symbol.asyncIterator]();
    await pieces.next();
    caller.abort();
    await expect(pieces.next()).rejects.toThrow(/abort/i);
  });
});
