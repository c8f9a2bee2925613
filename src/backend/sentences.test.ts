import { expect, it } from 'vitest';
import { sentencesOf } from './sentences.ts';

it.each<[string, string[]]>([
  ['Oui. Et toi ? Bien !', ['Oui.', 'Et toi ?', 'Bien !']],
  ['It costs 3.50 at most', ['It costs 3.50 at most']],
  ['Well… maybe', ['Well…', 'maybe']],
  ['  ', []],
])('sentencesOf(%j) is %j', (text, sentences) => {
  expect(sentencesOf(text)).toEqual(sentences);
});
