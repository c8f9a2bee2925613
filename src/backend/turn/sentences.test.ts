import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf, wholeSentences } from './sentences.ts';

describe('sentencesOf', () => {
  it.each<[string, string[]]>([
    ['Oui. Et toi ? Bien !', ['Oui.', 'Et toi ?', 'Bien !']],
    ['It costs 3.50 at most', ['It costs 3.50 at most']],
    ['Well… maybe', ['Well…', 'maybe']],
    ['Oh! … !!! Yes.', ['Oh!', 'Yes.']],
    ['  ', []],
    ['?!', []],
  ])('of %j is %j', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  it('cuts what has no end where one may breathe, at a comma first', () => {
    const words = Array.from({ length: 60 }, (_, index) => `mot${index}`);
    const [first = '', ...others] = sentencesOf(words.join(' ').replace('mot20', 'mot20,'));
    expect(first).toBe(`${words.slice(0, 20).join(' ')} mot20,`);
    for (const other of others) expect(other.length).toBeLessThanOrEqual(240);
    expect([first, ...others].join(' ')).toBe(words.join(' ').replace('mot20', 'mot20,'));
  });

  it('leaves alone what cannot be cut', () => {
    expect(sentencesOf('a'.repeat(1000))).toEqual(['a'.repeat(1000)]);
  });
});

describe('wholeSentences', () => {
  it('keeps back what may go on', () => {
    expect(wholeSentences('Oui. Et to')).toEqual({ whole: ['Oui.'], rest: 'Et to' });
    expect(wholeSentences('It costs 3.')).toEqual({ whole: [], rest: 'It costs 3.' });
  });

  const token = fc.constantFrom(
    'a',
    ' mot',
    ',',
    ' et',
    '. ',
    '!',
    ' ',
    '…',
    '3.5',
    ' une longue phrase sans fin',
  );

  it('finds the same sentences in a text that grows as in the whole', () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 120 }), (tokens) => {
        const heard: string[] = [];
        let open = '';
        for (const each of tokens) {
          const { whole, rest } = wholeSentences(open + each);
          heard.push(...whole);
          open = rest;
        }
        expect([...heard, ...sentencesOf(open)]).toEqual(sentencesOf(tokens.join('')));
      }),
    );
  });
});
