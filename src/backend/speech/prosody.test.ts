import { describe, expect, it } from 'vitest';
import { voices } from '../../protocol/voices.ts';
import { emotionOf } from './emotion.ts';
import { utteranceOf } from './prosody.ts';

describe('emotionOf', () => {
  it.each([
    ["Je suis désolée de l'entendre.", 'sadness'],
    ['I am so happy for you', 'joy'],
    ['Wow, look at that', 'surprise'],
    ['A joke? Here it comes.', 'playful'],
    ['The crystal is on the table.', 'neutral'],
  ])('%j is said with %s', (text, emotion) => {
    expect(emotionOf(text)).toBe(emotion);
  });
});

describe('utteranceOf', () => {
  it('speaks with the default voice when none is asked for', () => {
    expect(utteranceOf({ text: '42', voice: null })).toEqual(utteranceOf({ text: '42', voice: 'eva' }));
  });

  it('gives no two voices of a language the same sound', () => {
    const sounds = voices.map(({ id }) => JSON.stringify(utteranceOf({ text: '42', voice: id })));
    expect(new Set(sounds).size).toBe(voices.length);
  });

  it('takes the language of the text, else what it is told, else that of the voice', () => {
    expect(utteranceOf({ text: 'Who are you?', voice: 'eva' }).language).toBe('en');
    expect(utteranceOf({ text: 'Ok.', voice: 'eva', language: 'en' }).language).toBe('en');
    expect(utteranceOf({ text: '42', voice: 'eva-en' }).language).toBe('en');
    expect(utteranceOf({ text: '42', voice: 'male' }).language).toBe('fr');
  });

  it('adds the wish to the voice', () => {
    const plain = utteranceOf({ text: '42', voice: 'male' });
    const wished = utteranceOf({ text: '42', voice: 'male', ratePct: 50, pitchHz: 10 });
    expect(wished.rate).toBeCloseTo(plain.rate * 1.5);
    expect(wished.pitchHz).toBe(plain.pitchHz + 10);
  });

  it('is slower and lower when sad', () => {
    const [sad, plain] = ['triste', 'pierre'].map((text) => utteranceOf({ text, voice: 'eva' }));
    expect(sad?.rate).toBeLessThan(plain?.rate ?? 0);
    expect(sad?.pitchHz).toBeLessThan(plain?.pitchHz ?? 0);
  });

  it('keeps every sum of wishes speakable', () => {
    for (const { id } of voices) {
      for (const [ratePct, pitchHz] of [
        [-50, -100],
        [100, 100],
      ]) {
        const { rate, pitchHz: heard } = utteranceOf({ text: 'triste', voice: id, ratePct, pitchHz });
        expect(rate).toBeGreaterThanOrEqual(0.4);
        expect(rate).toBeLessThanOrEqual(2.5);
        expect(heard).toBeGreaterThanOrEqual(60);
      }
    }
  });
});
