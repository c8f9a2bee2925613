import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelShift, shiftZ } from './level-shift.ts';
import { seededRandom } from './random.ts';

const LEAST = 0.005;

/** Standard normal values, by the sum of twelve uniform ones. */
function normals(seed: number) {
  const random = seededRandom(seed);
  return (count: number, level = 0, spread = 1): number[] =>
    Array.from({ length: count }, () => {
      let sum = -6;
      for (let draw = 0; draw < 12; draw++) sum += random();
      return level + spread * sum;
    });
}

describe('two levels of a series', () => {
  test('the window as a whole beside all before it, where nothing else is told', () => {
    const shift = levelShift([1, 1.01, 0.99, 1], [2, 2.01, 1.99], LEAST);
    expect(shift).toMatchObject({ at: 0, counts: { before: 4, now: 3 } });
    expect([shift.before, shift.now]).toEqual([expect.closeTo(1, 9), expect.closeTo(2, 9)]);
    expect(shift.z).toBeGreaterThan(shiftZ(50, 3));
  });

  test('a level that moves inside the window is cut where it moves', () => {
    const shift = levelShift([1, 1.01, 0.99, 1], [1.01, 0.99, 2, 2.01], LEAST);
    expect(shift).toMatchObject({ at: 2, counts: { before: 6, now: 2 } });
    expect(levelShift([1, 1.01, 0.99, 1], [1, 0.99, 1, 3], LEAST).at).toBe(3);
  });

  test('what moved long before is not compared with', () => {
    const draw = normals(1);
    const before = [...draw(12, 0, 0.02), ...draw(12, 1, 0.02)];
    const shift = levelShift(before, draw(6, 1, 0.02), LEAST);
    expect(shift.before).toBeCloseTo(1, 1);
    expect(Math.abs(shift.z ?? 0)).toBeLessThan(shiftZ(50, 6));
  });

  test('what moved and came back inside the window has not moved', () => {
    const draw = normals(2);
    const window = [...draw(8, 1, 0.02), ...draw(8, 0, 0.02)];
    const shift = levelShift(draw(12, 0, 0.02), window, LEAST);
    expect(shift).toMatchObject({ at: 8, counts: { before: 12, now: 8 } });
    expect(Math.abs(shift.now - shift.before)).toBeLessThan(0.05);
  });

  test('two values say nothing', () => {
    expect(levelShift([1], [9], LEAST).z).toBeNull();
    expect(levelShift([1, 1], [9], LEAST).z).not.toBeNull();
  });

  test('up is above zero, and down the same below', () => {
    const series = fc.array(fc.float({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(series, series, (before, window) => {
        const up = levelShift(before, window, LEAST);
        const down = levelShift(
          before.map((value) => -value),
          window.map((value) => -value),
          LEAST,
        );
        expect([down.at, down.before, down.now]).toEqual([
          up.at,
          expect.closeTo(-up.before, 6),
          expect.closeTo(-up.now, 6),
        ]);
        expect(Math.sign((up.z ?? 0) * (up.now - up.before))).not.toBe(-1);
      }),
    );
  });
});

describe('how often chance is told for a move', () => {
  const METRICS = 30;

  /** Share of windows in which any of thirty figures that do not move is told, or a share of those that do. */
  function told(before: number, window: number, shift: number, rounds: number): number {
    const draw = normals(before * 1000 + window);
    let claimed = 0;
    for (let round = 0; round < rounds; round++) {
      const { z } = levelShift(draw(before, 0, 0.05), draw(window, shift, 0.05), LEAST);
      if (Math.abs(z ?? 0) > shiftZ(METRICS, window)) claimed++;
    }
    return claimed / rounds;
  }

  test.each([
    [3, 1],
    [3, 8],
    [12, 8],
  ])('of %d cycles before and %d in the window: below 1 % of windows of thirty figures', (before, window) => {
    expect(METRICS * told(before, window, 0, 3000)).toBeLessThanOrEqual(0.01);
  });

  test('a rise by half is seen at once, a fifth where both sides are long', () => {
    expect(told(14, 1, Math.log(1.5), 200)).toBeGreaterThan(0.9);
    expect(told(14, 14, Math.log(1.2), 200)).toBeGreaterThan(0.9);
  });
});
