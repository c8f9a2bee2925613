import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Words } from './words.ts';

it('what was pushed is there, in order', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 20 }), (pieces) => {
      const words = new Words();
      for (const piece of pieces) words.push(piece);
      expect(words.text).toBe(pieces.join(''));
    }),
  );
});
