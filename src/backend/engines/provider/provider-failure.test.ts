import { describe, expect, it } from 'vitest';
import { refusedWith, unreachable } from './provider-failure.ts';

const retryAfter = (headers: Record<string, string>, status = 429) =>
  refusedWith(status, new Headers(headers)).retryAfterMs;

describe('refusedWith', () => {
  it('lets 429 and 5xx be tried again, and nothing else', () => {
    const statuses = [307, 400, 401, 403, 404, 422, 429, 500, 503];
    expect(statuses.filter((status) => retryAfter({}, status) !== null)).toEqual([429, 500, 503]);
  });

  it.each<[string, Record<string, string>, number]>([
    ['seconds', { 'retry-after': '2' }, 2000],
    ['parts of a second', { 'retry-after': '0.5' }, 500],
    [
      'a date, by the clock of the server',
      { 'retry-after': 'Sat, 01 Jan 2000 00:00:09 GMT', date: 'Sat, 01 Jan 2000 00:00:02 GMT' },
      7000,
    ],
    [
      'a date that is over',
      { 'retry-after': 'Sat, 01 Jan 2000 00:00:01 GMT', date: 'Sat, 01 Jan 2000 00:00:02 GMT' },
      0,
    ],
    ['nonsense', { 'retry-after': 'soon' }, 0],
    ['less than nothing', { 'retry-after': '-5' }, 0],
  ])('reads Retry-After as %s', (_, headers, waitMs) => {
    expect(retryAfter(headers)).toBe(waitMs);
  });
});

describe('unreachable', () => {
  it('tells the code of a failed connection, and nothing that is no code', () => {
    const because = (code: string) =>
      new TypeError('fetch failed', { cause: Object.assign(new Error('to 10.0.0.1'), { code }) });
    expect(unreachable(because('ECONNREFUSED')).message).toBe('no connection (ECONNREFUSED)');
    expect(unreachable(because('http://a b')).message).toBe('no connection');
    expect(unreachable(new TypeError('secret')).message).toBe('no connection');
  });
});
