import { expect, test } from 'vitest';
import { baseUrl } from './base-url.ts';

test.each([
  ['http://localhost:8000', 'http://localhost:8000'],
  ['http://localhost:8000///', 'http://localhost:8000'],
  ['https://Voice.example/api/', 'https://voice.example/api'],
  ['http://[::1]:8000/', 'http://[::1]:8000'],
  ['http://localhost:80', 'http://localhost'],
])('%s is %s', (text, value) => {
  expect(baseUrl.read(text)).toEqual({ value });
});

test.each(['localhost:8000', 'ws://localhost', 'file:///etc', '', 'http://', '/chat'])(
  '%j is refused',
  (text) => {
    expect(baseUrl.read(text)).toEqual({
      expected: 'an http or https URL such as http://localhost:8000',
      secret: false,
    });
  },
);

test.each(['http://me:hunter2@host', 'http://me@host', 'ftp://me:hunter2@host', 'http://me:hunter2@'])(
  '%s may hold a secret',
  (text) => {
    expect(baseUrl.read(text)).toMatchObject({ secret: true });
  },
);

test('a base has neither query nor fragment', () => {
  const expected = 'an http or https URL such as http://localhost:8000, without ? and #';
  expect(baseUrl.read('http://host/?a=1')).toEqual({ expected, secret: false });
  expect(baseUrl.read('http://host/#a')).toEqual({ expected, secret: false });
});
