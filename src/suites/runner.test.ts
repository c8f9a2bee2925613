import { expect, it } from 'vitest';
import { type CountWords, countedWords } from './runner.ts';

const words: CountWords = { passed: 'passed', failed: 'failed' };
const counted = (line: string) => countedWords(line, words);

it.each([
  ['5 failed, 194 passed in 1.00s', { passed: 194, failed: 5, skipped: 0 }],
  ['1 passed | 2 passed', { passed: 3, failed: 0, skipped: 0 }],
  ['7 whatever', { passed: 0, failed: 0, skipped: 0 }],
  [`${'9'.repeat(10)} passed`, { passed: 0, failed: 0, skipped: 0 }],
])('%s', (line, counts) => {
  expect(counted(line)).toEqual(counts);
});

it('reads a line of a megabyte in one pass', () => {
  expect(counted('1'.repeat(1_000_000))).toEqual({ passed: 0, failed: 0, skipped: 0 });
  expect(counted(`1 ${'a'.repeat(1_000_000)}`)).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
