import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seen } from './unseen.ts';

it.each([
  ['"a\u202eb"', '"a\\u202eb"'],
  ['"\u009b31m"', '"\\u009b31m"'],
  ['"##[error] ##vso[x] ## [y] #[z]"', '"\\u0023#[error] \\u0023#vso[x] ## [y] #[z]"'],
  ['"été 😀"', '"été 😀"'],
])('%j', (quoted, shown) => {
  expect(seen(quoted)).toBe(shown);
});

it('reads back as the same, whatever was quoted', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('##[', '\u2028', '\u200f', '\u0080', '\\', '"', '##vso['),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      const shown = seen(JSON.stringify(text));
      expect(JSON.parse(shown)).toBe(text);
      expect(shown).not.toMatch(/##(vso|teamcity)?\[|[\u007f-\u009f\p{Bidi_Control}]/iu);
    }),
  );
});
