import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clockOffset, type Round } from './clock-offset.ts';

/** A round whose ways took so long, to a clock that is so far ahead. */
const round = (aheadMs: number, thereMs: number, backMs: number, askedMs = 1_000, thinkMs = 3): Round => ({
  askedMs,
  readMs: askedMs + thereMs + aheadMs,
  repliedMs: askedMs + thereMs + aheadMs + thinkMs,
  heardMs: askedMs + thereMs + thinkMs + backMs,
});

it('is exact where both ways took as long', () => {
  expect(clockOffset([round(250, 4, 4)])).toEqual({ offsetMs: 250, withinMs: 4, rounds: 1 });
  expect(clockOffset([round(-86_400_000, 0, 0)])).toEqual({ offsetMs: -86_400_000, withinMs: 0, rounds: 1 });
});

it('believes the quickest round', () => {
  const rounds = [round(10, 90, 2), round(10, 1, 2), round(10, 3, 400)];
  expect(clockOffset(rounds)).toEqual({ offsetMs: 9.5, withinMs: 1.5, rounds: 3 });
});

it('is never further from the truth than it says', () => {
  const way = fc.integer({ min: 0, max: 10_000 });
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.array(fc.tuple(way, way, way), { minLength: 1, maxLength: 9 }),
      (ahead, ways) => {
        const found = clockOffset(ways.map(([there, back, think]) => round(ahead, there, back, 7, think)));
        expect(Math.abs((found?.offsetMs ?? Number.NaN) - ahead)).toBeLessThanOrEqual(found?.withinMs ?? -1);
      },
    ),
  );
});

it('is not known without a round', () => {
  expect(clockOffset([])).toBeUndefined();
});
