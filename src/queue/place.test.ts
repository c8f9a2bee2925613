import { expect, test } from 'vitest';
import { addressOf, placeOf } from './place.ts';

test.each([
  ['redis://queue', 'redis://queue:6379'],
  ['redis://:secret@queue:1', 'redis://queue:1'],
  ['rediss://ralph:p%40ss@queue:6380/2', 'rediss://ralph@queue:6380/2'],
  ['redis://[::1]:7/', 'redis://[::1]:7'],
])('%s is told as %s', (url, place) => {
  expect(placeOf(addressOf(url))).toBe(place);
});

test('user, password and database are read as they are written in a URL', () => {
  expect(addressOf('rediss://us%3Aer:p%40ss@queue/2')).toEqual({
    ...{ host: 'queue', port: 6379, user: 'us:er', password: 'p@ss', db: 2, isTls: true },
  });
});

test('a percent sign that escapes nothing is itself', () => {
  expect(addressOf('redis://:50%@queue')).toMatchObject({ password: '50%' });
});

test.each([
  ['queue:6379', 'one of queue://'],
  ['http://x', 'one of http://'],
  ['redis://:hunter2@', 'no URL'],
  ['redis://u:hunter2@h?x=1', 'one with a query'],
  ['redis://u:hunter2@h/path', 'whose path is no number'],
  ['', 'no URL'],
])('%s is refused, and not repeated', (url, found) => {
  expect(() => addressOf(url)).toThrow(found);
  expect(() => addressOf(url)).not.toThrow('hunter2');
});
