import { describe, expect, it } from 'vitest';
import type { HttpExchange } from '../domain/host.ts';
import { interpretJson, retryAfterMs } from './exchange.ts';

const answered = (status: number, body: string, headers: Record<string, string> = {}): HttpExchange => ({
  kind: 'answered',
  status,
  headers,
  body: new TextEncoder().encode(body),
  firstByteMs: 3,
  totalMs: 7,
});

const read = (exchange: HttpExchange) => interpretJson(exchange, (fields) => Object.keys(fields));

const failureOf = (exchange: HttpExchange) => {
  const answer = read(exchange);
  return answer.kind === 'failed' ? answer.failure : undefined;
};

describe('an answer', () => {
  it('is read, with its times and what was said', () => {
    expect(read(answered(201, '\ufeff{"a":1}'))).toEqual({
      kind: 'answered',
      value: ['a'],
      status: 201,
      wallMs: 7,
      firstByteMs: 3,
      raw: '{"a":1}',
    });
  });

  it('keeps an excerpt of a long one', () => {
    expect(read(answered(200, JSON.stringify({ a: 'x'.repeat(9000) }))).raw).toHaveLength(2000);
    expect(read(answered(500, 'x'.repeat(9000))).raw).toHaveLength(2000);
  });
});

describe('a refusal', () => {
  it.each([
    ['text in detail', '{"detail":"no key"}', 'no key'],
    [
      'a list in detail',
      '{"detail":[{"loc":["body"],"msg":"too short","type":"t"},{"msg":"bad"}]}',
      'too short; bad',
    ],
    ['plain text', 'Internal Server Error\n', 'Internal Server Error'],
    ['error with a message', '{"error":{"message":"quota","code":7}}', 'quota'],
    ['error without a message', '{"error":{"code":7}}', '{"code":7}'],
    ['a message', '{"message":"gone"}', 'gone'],
    ['nothing', '', ''],
  ])('%s', (_, body, detail) => {
    expect(failureOf(answered(500, body))).toEqual({
      kind: 'rejected',
      status: 500,
      detail,
      retryAfterMs: null,
    });
  });

  it.each([
    ['a sentence', { error: 'no provider' }, 'no provider'],
    ['an object', { error: { message: 'quota exceeded' } }, 'quota exceeded'],
  ])('inside a 200: %s', (_, body, detail) => {
    expect(failureOf(answered(200, JSON.stringify(body)))).toMatchObject({
      kind: 'rejected',
      status: 200,
      detail,
    });
  });

  it.each([null, '', false])('is not an error field of %j', (error) => {
    expect(read(answered(200, JSON.stringify({ error })))).toMatchObject({ kind: 'answered' });
  });

  it('is bounded, in whatever shape it came', () => {
    const long = 'x'.repeat(100_000);
    for (const body of [
      { detail: long },
      { detail: [{ msg: long }] },
      { error: { message: long } },
      { error: [long] },
    ]) {
      expect(failureOf(answered(500, JSON.stringify(body)))).toMatchObject({ detail: 'x'.repeat(200) });
      if ('error' in body)
        expect(failureOf(answered(200, JSON.stringify(body)))).toMatchObject({ detail: 'x'.repeat(200) });
    }
  });

  it('takes a redirect for one, because it is not followed', () => {
    expect(failureOf(answered(307, ''))).toMatchObject({ kind: 'rejected', status: 307 });
  });

  it('says when to come back', () => {
    expect(failureOf(answered(429, '{"detail":"slow down"}', { 'retry-after': '12' }))).toEqual({
      kind: 'rejected',
      status: 429,
      detail: 'slow down',
      retryAfterMs: 12_000,
    });
  });
});

describe('Retry-After', () => {
  const now = new Date('2026-01-20T12:00:00Z');
  it.each<[string | undefined, number | null]>([
    ['0', 0],
    ['30', 30_000],
    ['1.5', 1500],
    ['Tue, 20 Jan 2026 12:00:30 GMT', 30_000],
    ['Tuesday, 20-Jan-26 12:01:00 GMT', 60_000],
    ['Tue, 20 Jan 2026 11:00:00 GMT', 0],
    [undefined, null],
    ['', null],
    [' ', null],
    ['-5', null],
    ['soon', null],
    ['later 1', null],
    ['1e400', null],
    ['0x10', null],
    ['Infinity', null],
    ['Xyz, nothing GMT', null],
  ])('%j: %s', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});

describe('what is no answer', () => {
  it.each([
    ['<!DOCTYPE html><html></html>', 'text/html', 'an HTML page instead of JSON'],
    ['\n <html lang="en">', 'application/json', 'an HTML page instead of JSON'],
    ['{"a":', 'application/json', 'JSON that breaks off or does not parse'],
    ['', 'application/json', 'an empty body'],
    [' \n', '', 'an empty body'],
    ['[1]', 'application/json', 'JSON that is no object'],
    ['null', 'application/json', 'JSON that is no object'],
    ['OK', 'text/plain', 'text/plain instead of JSON'],
    ['OK', '', 'text instead of JSON'],
  ])('%j as %s: %s', (body, type, found) => {
    expect(failureOf(answered(200, body, { 'content-type': type }))).toEqual({
      kind: 'malformed',
      status: 200,
      found,
    });
  });

  it('a connection that failed, with what had come', () => {
    const exchange = { kind: 'failed', failure: 'reset', message: 'reset by peer', afterMs: 4 } as const;
    const failure = { kind: 'unreachable', how: 'reset', detail: 'reset by peer' };
    expect(read(exchange)).toEqual({ kind: 'failed', failure, wallMs: 4, raw: 'reset by peer' });
    expect(read({ ...exchange, excerpt: '{"a"' })).toMatchObject({ raw: '{"a"' });
  });
});
