import { describe, expect, it } from 'vitest';
import { languageOf, wordsOf } from './language.ts';

describe('wordsOf', () => {
  it('parts at elisions, hyphens, digits and signs', () => {
    expect(wordsOf("L'eau est-elle à 20°C, Ève ?")).toEqual(['l', 'eau', 'est', 'elle', 'à', 'c', 'ève']);
  });
});

describe('languageOf', () => {
  it.each([
    ['Bonjour, comment allez-vous ?', 'fr'],
    ['How are you today?', 'en'],
    ['The café is on the corner of the street', 'en'],
    ['Été brûlant', 'fr'],
    ['42', null],
    ['ok', null],
    ['日本語', null],
  ])('%j is %s', (text, language) => {
    expect(languageOf(wordsOf(text))).toBe(language);
  });
});
