import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressed, pieceTimes, planOf } from './plan.ts';

const read = (query: string) => planOf(new URLSearchParams(query));
const plan = (query: string) => {
  const found = read(query);
  if ('problem' in found) throw new Error(found.problem);
  return found.plan;
};

describe('a plan', () => {
  it('is as it is by default where nothing is said, and knows no names but its own', () => {
    expect(plan('first=7.5&color=red')).toEqual({ ...plan(''), first: 7.5 });
  });

  it.each([
    'ms=',
    'ms=-1',
    'ms=Infinity',
    'ms=1e9',
    'ms=abc',
    'tokens=0',
    'tokens=2.5',
    'chunks=1e6',
    'ms=0x',
  ])('%s is refused, by its name', (query) => {
    expect(read(query)).toEqual({
      problem: expect.stringMatching(/^(ms|tokens|chunks): found ".*", expected/),
    });
  });
});

describe('an address', () => {
  it.each([
    ['/delay?ms=20', '/delay', 'ms=20'],
    ['/ms=20/delay', '/delay', 'ms=20'],
    ['/first=5&gap=2/chat/stream', '/chat/stream', 'first=5&gap=2'],
    ['/first=5&gap=2/chat/stream?gap=3', '/chat/stream', 'first=5&gap=3'],
    ['/first=5', '/', 'first=5'],
    ['/', '/', ''],
    ['//', '//', ''],
    ['/%zz=%zz/x', '/x', '%25zz=%25zz'],
  ])('%s asks %s with %s', (url, route, said) => {
    const found = addressed(url);
    expect([found.route, String(found.said)]).toEqual([route, said]);
  });

  it('is read whatever comes', () => {
    fc.assert(fc.property(fc.string(), (url) => typeof addressed(url).route === 'string'));
  });
});

it('the pieces of a stream come one gap after the other, all but the first after the stall', () => {
  expect(pieceTimes(plan('first=20&gap=5'), 4)).toEqual([20, 25, 30, 35]);
  expect(pieceTimes(plan('first=20&gap=5&stall=100'), 3)).toEqual([20, 125, 130]);
  expect(pieceTimes(plan('first=20'), 1)).toEqual([20]);
});
