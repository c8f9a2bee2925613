import { expect, it } from 'vitest';
import { languageOf, sayIn } from './texts.js';

it.each([
  [['fr-CA', 'en'], 'fr'],
  [['de', 'FR'], 'fr'],
  [['en-GB', 'fr'], 'en'],
  [['de', 'it'], 'en'],
  [[], 'en'],
])('speaks to a reader of %j in %s', (preferred, language) => {
  expect(languageOf(preferred)).toBe(language);
});

it('fills what it says with values, as they are', () => {
  expect(sayIn('en')('retryIn', { seconds: 3 })).toBe('next try in 3 s');
  expect(sayIn('fr')('mute', { reason: '{reason} $& <b>' })).toBe('Aucune voix n’a parlé : {reason} $& <b>');
});
