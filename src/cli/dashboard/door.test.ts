import { describe, expect, test } from 'vitest';
import { doorOf, freshToken, isLoopback } from './door.ts';

const door = doorOf('127.0.0.1', ['eva.lan'], 'sesame');

describe('on this machine alone', () => {
  test.each(['127.0.0.1:4747', 'localhost:4747', '[::1]:4747', 'LOCALHOST', 'eva.lan:4747'])(
    'answers to %s',
    (host) => {
      expect(door.answersTo(host)).toBe(true);
    },
  );

  test.each(['evil.example', 'evil.example:4747', '127.0.0.1.evil.example', '10.0.0.5:4747', '', 'a b'])(
    'does not answer to %j, which a page may have pointed here',
    (host) => {
      expect(door.answersTo(host)).toBe(false);
    },
  );
});

test('in a network it answers to any name', () => {
  expect(doorOf('0.0.0.0', [], 'sesame').answersTo('build-machine:4747')).toBe(true);
});

test.each([
  ['http://127.0.0.1:4747', true],
  [undefined, true],
  ['http://127.0.0.1:8000', false],
  ['http://localhost:4747', false],
  ['https://evil.example', false],
  ['null', false],
])('a request from a page of %s: %j', (origin, isOwn) => {
  expect(door.isOwn(origin, '127.0.0.1:4747')).toBe(isOwn);
});

test('opens to the token alone', () => {
  expect(door.opens('sesame')).toBe(true);
  for (const wrong of [undefined, '', 'sesam', 'sesame ', 'SESAME']) expect(door.opens(wrong)).toBe(false);
});

test('tokens are long, of letters that an address takes, and never the same', () => {
  const tokens = Array.from({ length: 50 }, freshToken);
  expect(new Set(tokens).size).toBe(50);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{32}$/);
});

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.0.2', false],
  ['localhost.evil.example', false],
])('%s is of this machine alone: %j', (host, is) => {
  expect(isLoopback(host)).toBe(is);
});
