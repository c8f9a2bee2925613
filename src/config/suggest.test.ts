import { expect, test } from 'vitest';
import { suggest } from './suggest.ts';

const known = ['target', 'samples', 'tests', 'timeout', 'api_key_env'];

test.each([
  ['sampels', 'samples'],
  ['timout', 'timeout'],
  ['Test', 'tests'],
  ['api-key-env', 'api_key_env'],
  ['api_key', 'api_key_env'],
])('%s: %s was meant', (word, meant) => {
  expect(suggest(word, known)).toBe(meant);
});

test('who has typed half of a word meant that word, not another that looks like it', () => {
  expect(suggest('provider-down', ['service-down', 'provider-down-behind-200'])).toBe(
    'provider-down-behind-200',
  );
});

test.each(['x', 'colour', '', 'a'.repeat(50_000)])('nothing is near %.10s', (word) => {
  expect(suggest(word, ['target', 'samples'])).toBeUndefined();
});
