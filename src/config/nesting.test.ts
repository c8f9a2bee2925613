import { expect, it } from 'vitest';
import { refusal } from './config.fixture.ts';
import { tooDeepAt } from './nesting.ts';

it.each([
  ['[', 501, 500],
  ['{', 5_000, 500],
  ['- ', 5_000, 1000],
  ['? ', 5_000, 1000],
  ['<<: ', 5_000, 2002],
  ['a: ', 501, 1501],
])('%j many times is too deep', (piece, times, at) => {
  expect(tooDeepAt(piece.repeat(times))).toBe(at);
  expect(tooDeepAt(piece.repeat(500))).toBeUndefined();
});

it('what lies side by side is not deep', () => {
  expect(tooDeepAt('a: [b, {c: d}]\n'.repeat(1_000))).toBeUndefined();
  expect(tooDeepAt(`{${'"a": 1, '.repeat(1_000)}}`)).toBeUndefined();
  expect(tooDeepAt(']'.repeat(1_000))).toBeUndefined();
});

it('is said with its place', async () => {
  expect(await refusal(`target:\n  url: ${'['.repeat(6_000)}`)).toBe(
    'ConfigError: ralph.config.yaml:2:508  found lists or maps nested five hundred deep, expected fewer levels: is it the right file?',
  );
  expect(await refusal('<<: '.repeat(9_000))).toContain('nested five hundred deep');
});
