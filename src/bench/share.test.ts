import { expect, it } from 'vitest';
import type { Load } from './scenario.ts';
import { threadsFor, turnNumbers } from './share.ts';

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
