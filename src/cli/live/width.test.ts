import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cut, padded, startOf, widthOf, wrapped } from './width.ts';

/** Texts as stacks say them: any language, signs that join, marks without width, and what nobody should print. */
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.lorem(),
  fc
    .array(fc.constantFrom('語', '한', '👩‍👩‍👧', '🇫🇷', '1️⃣', 'é', 'e\u0301', 'a', ' ', '\u200b', '👍🏽'))
    .map((signs) => signs.join('')),
);

it.each([
  ['plain', 5],
  ['', 0],
  ['語音', 4],
  ['e\u0301tait', 5],
  ['\u200b', 0],
  ['👍', 2],
  ['❤\ufe0f', 2],
  ['✓ ▁█ –', 6],
])('%s takes %i columns', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

it.each([
  ['a long title', 6, 'a lon…'],
  ['a long title', 12, 'a long title'],
  ['語音語音', 4, '語…'],
  ['語音語音', 8, '語音語音'],
  ['anything', 1, '…'],
  ['anything', 0, ''],
  // What is joined of several is kept whole or not at all.
  ['ab👩‍👩‍👧cd', 7, 'ab…'],
])('%s in %i columns is %s', (text, columns, expected) => {
  expect(cut(text, columns)).toBe(expected);
});

it('goes on below between words, and cuts what is longer than a row', () => {
  expect(wrapped('the stack does not transcribe', 12)).toEqual(['the stack', 'does not', 'transcribe']);
  expect(wrapped('the stack does not transcribe', 12, 3)).toEqual(['the', 'stack does', 'not', 'transcribe']);
  expect(wrapped('at /a/very/long/path', 8)).toEqual(['at', '/a/very/', 'long/pat', 'h']);
  expect(wrapped('語', 1)).toEqual(['…']);
  expect(wrapped('', 5)).toEqual(['']);
});

it('is never wider than it may be, whatever it is', () => {
  fc.assert(
    fc.property(texts, fc.nat(30), fc.integer({ min: 1, max: 30 }), (text, columns, first) => {
      expect(widthOf(cut(text, columns))).toBeLessThanOrEqual(columns);
      expect(text.startsWith(startOf(text, columns))).toBe(true);
      for (const [at, row] of wrapped(text, Math.max(1, columns), first).entries())
        expect(widthOf(row)).toBeLessThanOrEqual(at === 0 ? first : Math.max(1, columns));
      expect(widthOf(padded(text, columns))).toBe(Math.max(columns, widthOf(text)));
    }),
  );
});

it('loses no letter where it goes on below', () => {
  const bare = (text: string): string => text.replaceAll(' ', '');
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (text, columns) => {
      expect(bare(wrapped(text, columns).join(''))).toBe(bare(text));
    }),
  );
});
