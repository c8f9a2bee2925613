import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changePoints } from './change-points.ts';
import { bestSplit, ranked } from './energy-split.ts';
import { mean } from './quantile.ts';
import { seededRandom } from './random.ts';

/** As the formula stands, with every pair of values. */
function naive(values: readonly number[], least: number) {
  const distance = (some: readonly number[], others: readonly number[]) =>
    mean(some.flatMap((one) => others.map((other) => Math.abs(one - other)))) ?? 0;
  const within = (some: readonly number[]) =>
    (distance(some, some) * some.length) / Math.max(1, some.length - 1);
  let best = { at: 0, energy: 0 };
  for (let at = least; at <= values.length - least; at++) {
    const [left, right] = [values.slice(0, at), values.slice(at)];
    const difference = 2 * distance(left, right) - within(left) - within(right);
    const energy = ((at * (values.length - at)) / values.length) * difference;
    if (energy > best.energy + 1e-9) best = { at, energy };
  }
  return best;
}

const series = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 4, maxLength: 40 });
const inOrder = (length: number) => Int32Array.from({ length }, (_, index) => index);
const around = (level: number, length: number) => Array.from({ length }, (_, i) => level + ((i * 7) % 5));
const places = (values: readonly number[]) => changePoints(values).map(({ at }) => at);

describe('the best cut of a series', () => {
  it('has the energy that the formula says', () => {
    fc.assert(
      fc.property(series, fc.constantFrom(1, 2), (values, least) => {
        const found = bestSplit(ranked(values), inOrder(values.length), least);
        expect(found.energy).toBeCloseTo(naive(values, least).energy, 7);
      }),
    );
  });

  it('is known for two levels: 6·6/12 · 2·10', () => {
    const values = [...Array(6).fill(10), ...Array(6).fill(20)];
    expect(bestSplit(ranked(values), inOrder(12), 2)).toEqual({ at: 6, energy: 60 });
  });
});

describe('change points', () => {
  it('are found where the level moved, with the means beside them', () => {
    expect(changePoints([...around(100, 20), ...around(120, 15), ...around(90, 15)])).toEqual([
      { at: 20, before: 102, after: 122, p: 0.001 },
      { at: 35, before: 122, after: 92, p: 0.001 },
    ]);
  });

  it('are none in what is constant, short or empty', () => {
    expect([places([]), places([1]), places([1, 9, 1, 9, 1]), places(Array(50).fill(3))]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });

  it('are none for one straggler', () => {
    const values = around(100, 40);
    values[20] = 900;
    expect(places(values)).toEqual([]);
  });

  it('do not depend on the unit, and turn with the series', () => {
    const values = [...around(100, 15), ...around(120, 25)];
    expect(places(values.map((value) => 1000 + 0.5 * value))).toEqual(places(values));
    expect(places(values.map((value) => -value))).toEqual(places(values));
    expect(places(values.toReversed())).toEqual([25]);
  });

  it('are in order, apart, and made of means that fit together, whatever the series', () => {
    fc.assert(
      fc.property(fc.array(series, { maxLength: 4 }), (parts) => {
        const values = parts.flatMap((part, index) => part.map((value) => value + 40 * index));
        const found = changePoints(values, { permutations: 99, least: 4 });
        const ends = [0, ...found.map(({ at }) => at), values.length];
        ends.slice(1).forEach((end, i) => {
          if (found.length > 0) expect(end - (ends[i] ?? 0)).toBeGreaterThanOrEqual(4);
        });
        found.slice(1).forEach(({ before }, i) => {
          expect(before).toBe(found[i]?.after);
        });
        expect(changePoints(values, { permutations: 99, least: 4 })).toEqual(found);
      }),
      { numRuns: 50 },
    );
  });

  it.each([0, 0.8912, 171.1, 1e9 / 3])('are not seen in a series of nothing but %d', (value) => {
    expect(changePoints(Array.from({ length: 1000 }, () => value))).toEqual([]);
  });

  it('are rarely seen in noise: no more often than they may', () => {
    const random = seededRandom(7);
    const noise = () => Array.from({ length: 60 }, () => random() + random() + random());
    const seen = Array.from({ length: 300 }, noise).filter((values) => places(values).length > 0).length;
    // Binomial with 0.01: more than 9 of 300 come once in a thousand.
    expect(seen).toBeLessThanOrEqual(9);
  });
});
