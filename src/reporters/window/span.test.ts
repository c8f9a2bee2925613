import { expect, test } from 'vitest';
import { span } from './span.ts';

test.each([
  [0, '0 s', '0 s'],
  [40_500, '40 s', '40 s'],
  [5_400_000, '1 h 30 min', '1 h 30 min'],
  [86_400_000, '1 d', '1 j'],
  [3 * 86_400_000 + 4 * 3_600_000 + 59 * 60_000, '3 d 4 h', '3 j 4 h'],
  [3_600_000 + 5000, '1 h', '1 h'],
])('%d ms is %s', (ms, en, fr) => {
  expect([span(ms, 'en'), span(ms, 'fr')]).toEqual([en, fr]);
});
