import { expect, it } from 'vitest';
import { waitMs } from './connection.js';

it('waits for the next try: doubled up to ten seconds, less up to a half by chance', () => {
  expect([1, 2, 3, 4, 5, 6, 40].map((failures) => waitMs(failures, 0))).toEqual([
    500, 1000, 2000, 4000, 8000, 10_000, 10_000,
  ]);
  expect(waitMs(1, 1)).toBe(250);
});
