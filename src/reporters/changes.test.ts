import { expect, test } from 'vitest';
import { changes } from './changes.ts';
import { reviewSaying } from './review.fixture.ts';

test.each([60, 80, 100, 160])('the table of changes fits %d columns', async (columns) => {
  const drawn = await changes(reviewSaying('RÉGRESSION of some figure, 185–255 ms', 'fr'), {
    color: false,
    columns,
  });
  const rules = drawn.split('\n').filter((line) => /^[┌├└]/.test(line));
  expect(rules.length).toBeGreaterThan(1);
  for (const rule of rules) expect(rule.length).toBeLessThanOrEqual(columns);
});

test('what a stack says reaches no terminal as an escape code, and what differs is said first', async () => {
  const drawn = await changes(reviewSaying('\u001b[2Jdriver\u202e'), { color: false, columns: 100 });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(drawn).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  expect(drawn.split('\n').slice(0, 2)).toEqual(['cycle 6 → 7', 'not comparable: driver']);
});

test('without a baseline there is nothing to compare', async () => {
  const alone = { ...reviewSaying('x'), baseline: null };
  expect(await changes(alone, { color: false, columns: 80 })).toBe('nothing to compare\n');
});
