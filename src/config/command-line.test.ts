import { expect, test } from 'vitest';
import { commandLine } from './command-line.ts';

test.each([
  ['python3 -m pytest backend/tests', ['python3', '-m', 'pytest', 'backend/tests']],
  ['  npx   --no-install\tnext build ', ['npx', '--no-install', 'next', 'build']],
  ['echo "two words" and\' more\'', ['echo', 'two words', 'and more']],
  ['echo ""', ['echo', '']],
  ['"my program" x', ['my program', 'x']],
  ['echo "a | b; c"', ['echo', 'a | b; c']],
  [`echo '$HOME \\ "x"'`, ['echo', '$HOME \\ "x"']],
  ['make CC=gcc file#1 a!b é', ['make', 'CC=gcc', 'file#1', 'a!b', 'é']],
])('%s', (text, value) => {
  expect(commandLine.read(text)).toEqual({ value });
});

const shell = (what: string) => ({
  expected: `a command without shell features (${what} is one): write it as a list of words, or put the line into a script and name the script`,
});

test.each([
  ['a | b', '|'],
  ['a && b', '&'],
  ['a; b', ';'],
  ['a > out', '>'],
  ['a < in', '<'],
  ['a $HOME', '$'],
  ['a `b`', '`'],
  ['a (b)', '('],
  ['a *.py', '*'],
  ['a b?', '?'],
  ['a {b,c}', '{'],
  ['a [b]', '['],
  ['~/a', '~'],
  ['a\\ b', '\\'],
  ['a "$HOME"', '$'],
  ['a "`b`"', '`'],
])('%s needs a shell', (text, what) => {
  expect(commandLine.read(text)).toEqual(shell(what));
});

test('an assignment needs a shell, and its value may be a secret', () => {
  const refused = { ...shell('the assignment KEY=…'), secret: true };
  expect(commandLine.read('KEY=hunter2 pytest')).toEqual(refused);
  expect(commandLine.read(' KEY="hunter2 | x" pytest')).toEqual(refused);
});

test.each(['', '   ', '""'])('%j names no program', (text) => {
  expect(commandLine.read(text)).toEqual({ expected: 'a command such as [python3, -m, pytest]' });
});

test.each(['echo "x', "echo 'x", 'echo x"'])('%s is not closed', (text) => {
  expect(commandLine.read(text)).toEqual({
    expected: 'a command such as [python3, -m, pytest], with every quotation mark closed',
  });
});
