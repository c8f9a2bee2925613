import fc from 'fast-check';
import { expect, it } from 'vitest';
import { oneLine, printable } from './printable.ts';

it.each([
  ['\x1b[31mred\x1b[0m', 'red'],
  ['\x1b[38;5;196mred\x1b[?25l', 'red'],
  ['\x1b[2J\x1b[1;1Hgone', 'gone'],
  ['\x9b31mred\x9b0m', 'red'],
  ['\x1b]0;title\x07text', 'text'],
  ['\x1b]8;;http://example.com\x1b\\link\x1b]8;;\x1b\\', 'link'],
  ['a\x1bMb\x1b', 'ab'],
  ['a\u202egnp.exe\u2066b\u200f', 'agnp.exeb'],
  ['a\x00b\x07c\x08d\x7fe\x85f\ufeffg', 'abcdefg'],
  ['one\r\ntwo\rthree\tfour', 'one\ntwo\nthree\tfour'],
  ['été 😀 — “ok”', 'été 😀 — “ok”'],
  ['::set-output name=a::b', ': :set-output name=a::b'],
  ['ok\n\t ::add-mask::x\nstd::vector', 'ok\n\t : :add-mask::x\nstd::vector'],
  [':\x1b[0m:error::x', ': :error::x'],
  [
    'a ##[error]b ##vso[task.setvariable]c ##TeamCity[d',
    'a ## [error]b ##vso [task.setvariable]c ##TeamCity [d',
  ],
  ['## A heading [1]', '## A heading [1]'],
])('%j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('leaves no control character behind, whatever is put together', () => {
  const piece = fc.constantFrom(
    '\x1b',
    '[',
    ']',
    '31m',
    '\x9b',
    '\x9d',
    '\x07',
    '\\',
    '\r',
    '\n',
    '\u202e',
    'a',
    ';',
    ':',
    '#',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const shown = printable(pieces.join(''));
      expect(shown).not.toMatch(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u);
      expect(shown).not.toMatch(/^\s*::|##\[/m);
      expect(printable(shown)).toBe(shown);
    }),
  );
});

it('on one line', () => {
  expect(oneLine('  a\r\n\tb\u2028c \x1b[1m d ')).toBe('a b c d');
});
