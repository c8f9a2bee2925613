import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { folded } from './folded.ts';

it('breaks between words, and goes on behind the indent', () => {
  expect(folded('one two three four', 9, 2)).toBe('one two\n  three\n  four');
});

it('keeps the indent of the first line, and leaves a word whole that is longer than a line', () => {
  expect(folded('  • a http://localhost:8000/health b', 12, 4)).toBe(
    '  • a\n    http://localhost:8000/health\n    b',
  );
});

it('gives colours no room', () => {
  expect(folded('\u001b[31mone\u001b[39m \u001b[2mtwo\u001b[22m', 7)).toBe(
    '\u001b[31mone\u001b[39m \u001b[2mtwo\u001b[22m',
  );
});

it('loses no word, and no line of several words is longer than it may be', () => {
  const word = fc.stringMatching(/^[a-zé†]{1,12}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 4, max: 40 }), (words, columns) => {
      const drawn = folded(words.join(' '), columns, 2);
      expect(drawn.split(/\s+/)).toEqual(words);
      for (const line of stripVTControlCharacters(drawn).split('\n'))
        if (line.trim().includes(' ')) expect(line.length).toBeLessThanOrEqual(columns);
    }),
  );
});
