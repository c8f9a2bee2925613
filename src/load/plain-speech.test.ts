import { expect, it } from 'vitest';
import { PLAIN_SENTENCES, plainQuestion, plainSentence } from './plain-speech.ts';

const some = Array.from({ length: 5000 }, (_, index) => (index * 104_729) % PLAIN_SENTENCES);

it.each(['en', 'fr'] as const)('%s: each number has a sentence of its own, all of letters', (speech) => {
  const sentences = some.map((unique) => plainSentence(speech, unique));
  expect(new Set(sentences).size).toBe(new Set(some).size);
  for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}[\p{L} ]{25,80}\.$/u);
});

it.each(['en', 'fr'] as const)('%s: no word is twice in a sentence, whatever it is', (speech) => {
  for (const unique of some) {
    const words = plainSentence(speech, unique)
      .toLowerCase()
      .split(/[ .]/)
      .filter((word) => word.length > 3);
    expect(new Set(words).size).toBe(words.length);
  }
});

it.each(['en', 'fr'] as const)('%s: a question names its topic, and has no figure', (speech) => {
  for (const turn of [0, 1, 7]) {
    const { text, topic } = plainQuestion(speech, turn, 12_345);
    expect(text).toContain(topic);
    expect(topic).not.toBe('');
    expect(text).not.toMatch(/\d/);
  }
  expect(plainQuestion(speech, 0).text).not.toBe(plainQuestion(speech, 1).text);
});

it('no article is wrong in English, so that no transcriber puts it right', () => {
  for (const unique of some) {
    const said = `${plainSentence('en', unique)} ${plainQuestion('en', unique, unique).text}`;
    expect(said).not.toMatch(/\ba [aeiou]/);
  }
});
