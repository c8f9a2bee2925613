import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { knownSecrets } from '../domain/secrets/known.ts';
import { same } from '../domain/text.ts';
import { questionsOf } from './questions.ts';
import type { Terminal } from './terminal.ts';

/** A terminal at which these lines are typed, and all that it was asked. */
function typing(lines: string, { stdin = true, stderr = true, yes = false } = {}) {
  const asked: string[] = [];
  const terminal: Terminal = {
    ...{ argv: [], env: {}, cwd: () => '.', secrets: knownSecrets([]) },
    stdout: { write: () => true },
    stderr: { isTTY: stderr, write: (text) => asked.push(text) },
    stdin: Object.assign(new PassThrough().end(lines), { isTTY: stdin }),
  };
  const options = { lang: 'en', yes, signal: new AbortController().signal } as const;
  return { ...questionsOf(terminal, options), asked: () => asked.join('') };
}

const WHERE = same('Where?');

it('takes what is typed, and the default where nothing is', async () => {
  const { questions } = typing('http://a\n\n');
  expect(await questions.ask(WHERE, 'x')).toBe('http://a');
  expect(await questions.ask(WHERE, 'x')).toBe('x');
});

it('asks again until the answer is one, and says what would be', async () => {
  const ask = '? Which?\n  [1] ';
  const { questions, asked } = typing('7\nzwei\n2\n');
  expect(await questions.choose(same('Which?'), ['one', 'two'])).toBe(1);
  expect(asked()).toBe(['  1  one\n  2  two\n', ask, '  1 to 2\n', ask, '  1 to 2\n', ask].join(''));
});

it('goes on with the defaults once nobody types any more', async () => {
  const { questions } = typing('never ended');
  expect(await questions.ask(WHERE, 'x', (text) => (text === '' ? null : 'no'))).toBe('x');
  expect(await questions.choose(WHERE, ['a', 'b'])).toBe(0);
});

it.each([{ stdin: false }, { stderr: false }, { yes: true }])('asks nobody with %j', async (who) => {
  const { questions, asked } = typing('typed\n', who);
  expect([await questions.ask(WHERE, 'x'), await questions.choose(WHERE, ['a', 'b'])]).toEqual(['x', 0]);
  expect(asked()).toBe('');
});
