import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WordErrors, wordErrorRate, wordErrors, wordsOf } from './wer.ts';

const compare = (said: string, heard: string): WordErrors => wordErrors(wordsOf(said), wordsOf(heard));
const distance = ({ substitutions, deletions, insertions }: WordErrors): number =>
  substitutions + deletions + insertions;
/** Few different words, so that many agree. */
const sentences = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });

it.each([
  ['Hello,   WORLD!', ['hello', 'world']],
  ["L’eau, c’est l'été…", ['l', 'eau', 'c', 'est', 'l', 'été']],
  ['dis-moi « où » ou ou', ['dis', 'moi', 'où', 'ou', 'ou']],
  ['e\u0301te\u0301 été', ['été', 'été']],
  ['ﬁn ２０', ['fin', '20']],
  ['3,5 % of 1.234,5. Then 7.', ['3,5', 'of', '1.234,5', 'then', '7']],
  ['the MP3 at 10:30', ['the', 'mp3', 'at', '10', '30']],
  ['हिन्दी', ['हिन्दी']],
  ['… — !', []],
])('the words of "%s"', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

describe('word errors', () => {
  it.each([
    ['the cat sat', 'the cat sat', 3, 0, 0, 0],
    ['the cat sat', 'The cat, sat!', 3, 0, 0, 0],
    ['the cat sat', 'the bat sat', 3, 1, 0, 0],
    ['the cat sat', 'the sat', 3, 0, 1, 0],
    ['the cat sat', 'the fat cat sat down', 3, 0, 0, 2],
    ['one two three four', 'two tree four five', 4, 1, 1, 1],
    ['the cat', '', 2, 0, 2, 0],
    ['', 'thank you', 0, 0, 0, 2],
    ['', '', 0, 0, 0, 0],
  ])('"%s" heard as "%s"', (said, heard, words, substitutions, deletions, insertions) => {
    expect(compare(said, heard)).toEqual({ words, substitutions, deletions, insertions });
  });

  it('are none for the same, at most the longer, at least the difference, and mirrored the other way', () => {
    fc.assert(
      fc.property(sentences, sentences, (said, heard) => {
        const [there, back] = [wordErrors(said, heard), wordErrors(heard, said)];
        expect(distance(wordErrors(said, said))).toBe(0);
        expect(distance(there)).toBe(distance(back));
        expect(distance(there) === 0).toBe(said.join() === heard.join());
        expect(distance(there)).toBeLessThanOrEqual(Math.max(said.length, heard.length));
        expect(there.insertions - there.deletions).toBe(heard.length - said.length);
        expect(there.substitutions + there.deletions).toBeLessThanOrEqual(said.length);
      }),
    );
  });

  it('take no detour: by way of a third sentence is never shorter', () => {
    fc.assert(
      fc.property(sentences, sentences, sentences, (a, b, c) => {
        const direct = distance(wordErrors(a, c));
        expect(direct).toBeLessThanOrEqual(distance(wordErrors(a, b)) + distance(wordErrors(b, c)));
      }),
    );
  });

  it('of a few edits are no more than those edits', () => {
    fc.assert(
      fc.property(
        sentences,
        fc.array(fc.tuple(fc.nat(), fc.nat(1), fc.constantFrom('', 'x'))),
        (said, edits) => {
          const heard: string[] = [...said];
          for (const [place, removed, word] of edits) {
            heard.splice(place % (heard.length + 1), removed, ...(word === '' ? [] : [word]));
          }
          expect(distance(wordErrors(said, heard))).toBeLessThanOrEqual(edits.length);
        },
      ),
    );
  });
});

describe('the word error rate', () => {
  it('weighs words, not utterances', () => {
    const long = compare(
      'one two three four five six seven eight nine',
      'one two three four five six seven eight nine',
    );
    expect(wordErrorRate([long, compare('no', 'yes')])).toBe(0.1);
  });

  it('passes 1 where more is heard than said, and is none where nothing was said', () => {
    expect(wordErrorRate([compare('yes', 'oh no never')])).toBe(3);
    expect(wordErrorRate([compare('', 'oh no')])).toBeUndefined();
    expect(wordErrorRate([])).toBeUndefined();
  });
});
