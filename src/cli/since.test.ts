import { expect, test } from 'vitest';
import { sinceOf } from './since.ts';

const NOW = Date.parse('2026-03-10T12:00:00.000Z');

test.each([
  ['24h', '2026-03-09T12:00:00.000Z'],
  ['7d', '2026-03-03T12:00:00.000Z'],
  ['90m', '2026-03-10T10:30:00.000Z'],
  ['2w', '2026-02-24T12:00:00.000Z'],
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T03:00Z', '2026-01-31T03:00:00.000Z'],
  ['2026-01-31T03:00:05+01:00', '2026-01-31T02:00:05.000Z'],
])('%s is a moment', (text, moment) => {
  expect(sinceOf(text, NOW)).toBe(moment);
});

test.each([
  '',
  '24',
  'yesterday',
  '1y',
  '-1h',
  '2026-02-31',
  '2026-13-01',
  '2026-01-31T03:00',
  '2026-01-31T25:00Z',
  '999999h',
])('%s is refused with what is expected', (text) => {
  expect(() => sinceOf(text, NOW)).toThrow(`--since: found "${text}", expected a time ago such as 24h`);
});
