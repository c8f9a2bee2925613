import { expect, it } from 'vitest';
import { age } from './age.ts';

it.each([
  [-5_000, '0 s'],
  [0, '0 s'],
  [59_400, '59 s'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [3_600_000, '1 h'],
  [86_399_999, '23 h'],
  [400 * 86_400_000, '400 d'],
])('%i ms ago is %s', (ms, text) => {
  expect(age(ms)).toBe(text);
});
