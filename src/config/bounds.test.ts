import { expect, it } from 'vitest';
import { beyondBounds } from './bounds.ts';
import { refusal } from './config.fixture.ts';

it.each([
  ['[', 501, 500],
  ['{', 5_000, 500],
  ['- ', 5_000, 1000],
  ['? ', 5_000, 1000],
  ['<<: ', 5_000, 2002],
  ['a: ', 501, 1501],
  [']', 501, 500],
  ['[]}', 5_000, 1502],
  ['a\n', 1_002, 2002],
])('%j many times is beyond', (piece, times, offset) => {
  expect(beyondBounds(piece.repeat(times))?.offset).toBe(offset);
  expect(beyondBounds(piece.repeat(500))).toBeUndefined();
});

it('what lies side by side is not deep', () => {
  expect(beyondBounds('a: [b, {c: d}]\n'.repeat(1_000))).toBeUndefined();
  expect(beyondBounds(`{${'"a": 1, '.repeat(1_000)}}`)).toBeUndefined();
});

it('empty lines make no text long', () => {
  expect(beyondBounds('\n \n'.repeat(5_000))).toBeUndefined();
  expect(beyondBounds('a: 1\n\n'.repeat(1_001))).toBeUndefined();
});

it('is said with its place', async () => {
  expect(await refusal(`target:\n  url: ${'['.repeat(6_000)}`)).toBe(
    'ConfigError: ralph.config.yaml:2:508  found lists or maps nested five hundred deep, expected fewer levels: is it the right file?',
  );
  expect(await refusal('<<: '.repeat(9_000))).toContain('nested five hundred deep');
  expect(await refusal(`lang: ${'}'.repeat(30_000)}`)).toBe(
    'ConfigError: ralph.config.yaml:1:507  found more than 500 brackets that close nothing, expected a bracket for each that opens: is it the right file?',
  );
  expect(await refusal('data: x\n'.repeat(2_000))).toBe(
    'ConfigError: ralph.config.yaml:1002:1  found more than 1000 lines, expected at most 1000 that are not empty: is it the right file?',
  );
});
