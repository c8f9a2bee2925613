import fc from 'fast-check';
import { expect, it } from 'vitest';
import { redact } from './redact.ts';

const KEY = 'sk-fixture-$&-key';

it('masks a secret in every string at any depth, keys included', () => {
  const value = { [`x-${KEY}`]: [{ said: `key ${KEY} and ${KEY}` }, KEY, 7, null, true], plain: 'text' };
  expect(redact(value, [KEY])).toEqual({
    'x-[secret]': [{ said: 'key [secret] and [secret]' }, '[secret]', 7, null, true],
    plain: 'text',
  });
});

it('leaves what it was given as it was', () => {
  const value = { said: [KEY] };
  redact(value, [KEY]);
  expect(value).toEqual({ said: [KEY] });
});

it.each([[['abcdef', 'abcdefgh']], [['abcdefgh', 'abcdef']]])(
  'of a secret inside another nothing stays: %j',
  (secrets) => {
    expect(redact('xabcdefghx abcdefx', secrets)).toBe('x[secret]x [secret]x');
  },
);

it('leaves words alone that are too short to be secrets', () => {
  expect(redact({ a: 'the stack' }, ['a', '', 'stack'])).toEqual({ a: 'the stack' });
  expect(redact('stacks', ['stacks'])).toBe('[secret]');
});

it('no secret is left anywhere in what JSON shows', () => {
  const secret = 'hunter2hunter2';
  const text = fc
    .array(fc.constantFrom(secret, 'hunter', '2', 'x'), { maxLength: 4 })
    .map((parts) => parts.join(''));
  const value = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.integer(),
      fc.array(tie('node')),
      fc.dictionary(text, tie('node')),
    ),
  })).node;
  fc.assert(
    fc.property(value, (node) => {
      expect(JSON.stringify(redact(node, [secret])) ?? '').not.toContain(secret);
    }),
  );
});
