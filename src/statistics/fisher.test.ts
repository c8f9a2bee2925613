import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastByChance, type Overlap, overlapByChance } from './fisher.ts';

const choose = (n: bigint, k: bigint): bigint => {
  if (k < 0n || k > n) return 0n;
  let ways = 1n;
  for (let each = 0n; each < k; each++) ways = (ways * (n - each)) / (each + 1n);
  return ways;
};

/** The same, counted. */
function counted({ all, marked, drawn, both }: Overlap): number {
  const [n, m, d] = [BigInt(all), BigInt(marked), BigInt(drawn)];
  let ways = 0n;
  for (let count = BigInt(both); count <= d; count++) ways += choose(m, count) * choose(n - m, d - count);
  return Number((ways * 10n ** 15n) / choose(n, d)) / 1e15;
}

const overlaps = fc
  .integer({ min: 1, max: 60 })
  .chain((all) =>
    fc.record({ all: fc.constant(all), marked: fc.nat({ max: all }), drawn: fc.nat({ max: all }) }),
  )
  .chain((sizes) =>
    fc
      .record({ both: fc.nat({ max: Math.min(sizes.marked, sizes.drawn) }) })
      .map((both) => ({ ...sizes, ...both })),
  );

describe('how probable an overlap is by chance', () => {
  it('is what Fisher counted of the lady’s eight cups', () => {
    const cups = { all: 8, marked: 4, drawn: 4 };
    expect(overlapByChance({ ...cups, both: 4 })).toBeCloseTo(1 / 70, 12);
    expect(overlapByChance({ ...cups, both: 3 })).toBeCloseTo(17 / 70, 12);
    expect(overlapByChance({ ...cups, both: 0 })).toBeCloseTo(1, 12);
    expect(leastByChance(cups)).toBeCloseTo(1 / 70, 12);
  });

  it('is what counting all ways gives', () => {
    fc.assert(
      fc.property(overlaps, (overlap) => {
        expect(overlapByChance(overlap)).toBeCloseTo(counted(overlap), 9);
      }),
    );
  });

  it('is the same with the sides exchanged, and never below its least', () => {
    fc.assert(
      fc.property(overlaps, (overlap) => {
        const { marked, drawn } = overlap;
        const chance = overlapByChance(overlap);
        expect(overlapByChance({ ...overlap, marked: drawn, drawn: marked })).toBeCloseTo(chance, 9);
        expect(chance).toBeGreaterThanOrEqual(leastByChance(overlap) - 1e-12);
      }),
    );
  });

  it('holds for thousands without overflowing', () => {
    const chance = overlapByChance({ all: 20_000, marked: 10_000, drawn: 10_000, both: 10_000 });
    expect(chance).toBeGreaterThanOrEqual(0);
    expect(chance).toBeLessThan(1e-300);
  });
});
