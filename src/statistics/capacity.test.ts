import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Capacity, type CapacityBounds, capacitySearch } from './capacity.ts';

/** Runs a search against a stack that answers by level and by how often it was asked for it; keeps the levels. */
function search(holds: (level: number, time: number) => boolean, bounds: Partial<CapacityBounds> = {}) {
  const levels: number[] = [];
  const steps = capacitySearch({ max: 4000, maxRuns: 1000, ...bounds });
  let step = steps.next(false);
  while (!step.done) {
    const level = step.value;
    levels.push(level);
    step = steps.next(holds(level, levels.filter((other) => other === level).length));
  }
  const found: Capacity = step.value;
  return { ...found, levels };
}

const upTo = (capacity: number) => (level: number) => level <= capacity;
const distinct = (levels: readonly number[]): number => new Set(levels).size;

describe('the search for a capacity', () => {
  it('doubles, then halves, and asks twice before it takes no for an answer', () => {
    expect(search(upTo(5))).toEqual({
      passing: 5,
      failing: 6,
      runs: 8,
      settled: true,
      levels: [1, 2, 4, 8, 8, 6, 6, 5],
    });
  });

  it('finds every capacity from 1 to 2000, in 2·⌊log₂⌋ + 2 levels', () => {
    for (let capacity = 1; capacity <= 2000; capacity++) {
      const { passing, failing, settled, levels, runs } = search(upTo(capacity));
      expect([passing, failing, settled]).toEqual([capacity, capacity + 1, true]);
      expect(distinct(levels)).toBeLessThanOrEqual(2 * Math.floor(Math.log2(capacity)) + 2);
      expect(runs).toBe(levels.length);
      expect(runs).toBe(distinct(levels) + distinct(levels.filter((level) => level > capacity)));
    }
  });

  it('is not misled by a level that fails once by chance', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.func(fc.boolean()), (capacity, unlucky) => {
        const { passing, failing } = search(
          (level, time) => level <= capacity && !(time === 1 && unlucky(level)),
        );
        expect([passing, failing]).toEqual([capacity, capacity + 1]);
      }),
    );
  });

  it('begins where it is told to, and still finds what lies below', () => {
    expect(search(upTo(20), { from: 8 }).levels.slice(0, 3)).toEqual([8, 16, 32]);
    expect(search(upTo(3), { from: 8 })).toMatchObject({ passing: 3, failing: 4, settled: true });
    expect(search(upTo(3), { from: 8, max: 2 })).toMatchObject({ passing: 2, failing: null, settled: true });
  });

  it('ends at the highest level, whether a power of two or not', () => {
    expect(search(upTo(99), { max: 50 })).toMatchObject({
      passing: 50,
      failing: null,
      settled: true,
      runs: 7,
    });
    expect(search(upTo(99), { max: 64 })).toMatchObject({ passing: 64, failing: null, runs: 7 });
    expect(search(upTo(49), { max: 50 })).toMatchObject({ passing: 49, failing: 50, settled: true });
    expect(search(upTo(0), { max: 1 })).toMatchObject({ passing: 0, failing: 1, runs: 2, settled: true });
  });

  it('a stack that holds nothing has no capacity', () => {
    expect(search(upTo(0))).toEqual({ passing: 0, failing: 1, runs: 2, settled: true, levels: [1, 1] });
  });

  it('says what it knows when its runs are spent: one failure alone is no verdict', () => {
    const within = (maxRuns: number) => search(upTo(5), { maxRuns });
    expect(within(0)).toEqual({ passing: 0, failing: null, runs: 0, settled: false, levels: [] });
    expect(within(4)).toMatchObject({ passing: 4, failing: null, runs: 4, settled: false });
    expect(within(5)).toMatchObject({ passing: 4, failing: 8, runs: 5, settled: false });
    expect(within(8)).toMatchObject({ passing: 5, failing: 6, runs: 8, settled: true });
  });

  it('ends within its bounds, and inside the levels it saw, whatever the stack does', () => {
    const stack = fc.func(fc.boolean());
    fc.assert(
      fc.property(stack, fc.integer({ min: 1, max: 300 }), fc.nat(40), (holds, max, maxRuns) => {
        const { passing, failing, levels, runs } = search((...asked) => holds(...asked), { max, maxRuns });
        expect(runs).toBeLessThanOrEqual(maxRuns);
        expect(levels.every((level) => level >= 1 && level <= max)).toBe(true);
        expect(passing < (failing ?? max + 1)).toBe(true);
        expect([0, ...levels]).toContain(passing);
      }),
    );
  });
});
