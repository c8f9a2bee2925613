import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Load } from './scenario.ts';
import { countIn, isIn, partOf, type Share, threadsFor, turnNumbers, WHOLE } from './share.ts';

const closed = (users: number): Load => ({ kind: 'closed', users, thinkMs: 0 });
const visits = { arrivals: 'constant', turns: 2, thinkMs: 0 } as const;

it.each<[string, Load, number, number]>([
  ['few users', closed(50), 8, 1],
  ['a thousand', closed(1_000), 8, 1],
  ['one more', closed(1_001), 8, 2],
  ['thousands', closed(4_000), 8, 4],
  ['thousands where the stack needs a core too', closed(4_000), 4, 3],
  ['thousands on two cores', closed(4_000), 2, 1],
  ['thousands on one core', closed(4_000), 1, 1],
  ['visitors who stay for two turns', { kind: 'open', perSecond: 600, ...visits }, 8, 2],
  ['a ramp, by its top', { kind: 'ramp', fromPerSecond: 1, toPerSecond: 1_600, ...visits }, 8, 4],
])('%s', (_, load, cores, threads) => {
  expect(threadsFor({ load }, cores)).toBe(threads);
});

it('numbers every turn once', () => {
  const numbers = [0, 1, 2].flatMap((index) => {
    const next = turnNumbers({ index, of: 3 });
    return [next(), next(), next()];
  });
  expect(numbers.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

it('takes as many threads as a share of the load wants', () => {
  expect(threadsFor({ load: closed(8_000) }, 16, { index: 3, of: 8 })).toBe(1);
  expect(threadsFor({ load: closed(8_001) }, 16, { index: 3, of: 4 })).toBe(3);
});

describe('a load in shares of hosts, each in shares of its threads', () => {
  /** How many threads each host has. */
  const hosts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 });
  const partsOf = (threads: readonly number[]): Share[] =>
    threads.flatMap((of, host) =>
      Array.from({ length: of }, (_, index) => partOf({ index: host, of: threads.length }, { index, of })),
    );

  it('has every user in one of them, and no turn twice', () => {
    fc.assert(
      fc.property(hosts, fc.nat(300), (threads, users) => {
        const parts = partsOf(threads);
        const held = Array.from(
          { length: users },
          (_, user) => parts.filter((part) => isIn(part, user)).length,
        );
        expect(held.every((times) => times === 1)).toBe(true);
        expect(parts.reduce((sum, part) => sum + countIn(part, users), 0)).toBe(users);
        const numbers = parts.flatMap((part) => {
          const next = turnNumbers(part);
          return Array.from({ length: 20 }, next);
        });
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
    );
  });

  it('is the same however it was divided', () => {
    const share = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.nat(8))
      .map(([of, index]): Share => ({ index: index % of, of }));
    fc.assert(
      fc.property(share, share, share, (a, b, c) => {
        expect(partOf(partOf(a, b), c)).toEqual(partOf(a, partOf(b, c)));
        expect([partOf(WHOLE, a), partOf(a, WHOLE)]).toEqual([a, a]);
      }),
    );
  });
});
