import fc from 'fast-check';
import { expect, it } from 'vitest';
import { folded } from './folded.ts';

it('breaks at spaces, leaves what fits as it is, and loses nothing', () => {
  expect(folded('  a table  row\na line that is too long', 14)).toBe(
    '  a table  row\na line that is\ntoo long',
  );
  expect(folded('unbreakable words', 5)).toBe('unbreakable\nwords');
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.integer({ min: 12, max: 60 }), (said, columns) => {
      const lines = folded(said.join(' '), columns).split('\n');
      expect(lines.join(' ')).toBe(said.join(' '));
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
    }),
  );
});
