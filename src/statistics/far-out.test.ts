import { describe, expect, it } from 'vitest';
import { fenceOf, LEAST_VALUES } from './far-out.ts';
import { seededRandom } from './random.ts';

/** Box and Muller. */
const normalFrom = (random: () => number) => (): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const isOver = (values: readonly number[], alpha: number, tests: number): boolean => {
  const fence = fenceOf(values, { alpha, tests, leastSpread: 0 });
  return values.some((value) => fence && value - fence.middle > fence.reach * fence.spread);
};

describe('the fence of values', () => {
  it.each([
    [LEAST_VALUES, 4000],
    [12, 4000],
    [30, 2000],
    [100, 400],
  ])('of %i normal ones has one outside in one set of a hundred at most', (count, sets) => {
    const normal = normalFrom(seededRandom(count));
    const over = Array.from({ length: sets }, () =>
      isOver(Array.from({ length: count }, normal), 0.01, count),
    ).filter(Boolean).length;
    expect(over / sets).toBeLessThanOrEqual(0.01);
  });

  it('finds what stands far out, several at once', () => {
    const normal = normalFrom(seededRandom(7));
    const values = [...Array.from({ length: 30 }, normal), 15, 15.5, 16, 40];
    const fence = fenceOf(values, { alpha: 0.01, tests: values.length, leastSpread: 0 });
    if (!fence) throw new Error('no fence');
    expect(values.filter((value) => value - fence.middle > fence.reach * fence.spread)).toEqual([
      15, 15.5, 16, 40,
    ]);
  });

  it('takes none to be more alike than is said, and says nothing of few', () => {
    const same = Array.from({ length: 20 }, () => 5);
    expect(fenceOf(same, { alpha: 0.01, tests: 1, leastSpread: 0.5 })).toMatchObject({
      middle: 5,
      spread: 0.5,
    });
    expect(
      fenceOf(same.slice(0, LEAST_VALUES - 1), { alpha: 0.01, tests: 1, leastSpread: 1 }),
    ).toBeUndefined();
  });

  it('reaches farther the more is tested and the fewer the values are', () => {
    const reach = (count: number, tests: number): number =>
      fenceOf(
        Array.from({ length: count }, (_, index) => index),
        { alpha: 0.01, tests, leastSpread: 1 },
      )?.reach ?? 0;
    expect(reach(20, 1000)).toBeGreaterThan(reach(20, 10));
    expect(reach(8, 10)).toBeGreaterThan(reach(100, 10));
  });

  it.each([
    [8, 2.6],
    [12, 1.7],
    [20, 1.45],
    [50, 1.32],
    [200, 1.28],
  ])(
    'of %i values that differ by 5 %%, forty of each, begins at the factor that the docs tell',
    (count, factor) => {
      const values = Array.from({ length: count }, (_, index) => 0.001 * index);
      const fence = fenceOf(values, { alpha: 0.01, tests: 40 * count, leastSpread: 0.05 });
      const least = Math.exp((fence?.reach ?? 0) * 0.05);
      expect(Math.abs(least / factor - 1)).toBeLessThan(0.02);
    },
  );
});
