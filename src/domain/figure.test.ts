import { expect, it } from 'vitest';
import { figure, range, signed } from './figure.ts';

it.each([
  [figure(248.4, 'ms'), '248 ms'],
  [figure(9.94, 'ms'), '9.9 ms'],
  [figure(9.96, 'ms'), '10 ms'],
  [figure(-12.6, 'ms'), '-13 ms'],
  [figure(2.74, '%'), '2.7 %'],
  [figure(0, '%'), '0 %'],
  [figure(0.002, '%'), '0.002 %'],
  [figure(1361.6, 'MiB'), '1362 MiB'],
  [figure(0.126, 'ratio'), '0.13'],
  [figure(1.5, 's'), '1.5 s'],
  [figure(-0.004, 's'), '0 s'],
  [figure(7, 'count'), '7'],
  [figure(-20.6, 'dBFS'), '-21 dBFS'],
])('%s', (shown, expected) => {
  expect(shown).toBe(expected);
});

it('a range goes from least to most, and is one figure where both read the same', () => {
  expect(range([393, 171.2, 200], 'ms')).toBe('171–393 ms');
  expect(range([9.5, 12], 'ms')).toBe('9.5–12 ms');
  expect(range([200.1, 200.4], 'ms')).toBe('200 ms');
  expect(range([0.1, 0.25], 'ratio')).toBe('0.1–0.25');
  expect(range([], 'ms')).toBeUndefined();
});

it.each([
  [-18.4, '−18'],
  [0.44, '+0.44'],
  [0, '±0'],
  [-0, '±0'],
  [123456, '+120000'],
  [-0.0049, '−0.0049'],
])('signed %d: %s', (delta, shown) => {
  expect(signed(delta)).toBe(shown);
});
