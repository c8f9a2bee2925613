import { describe, expect, it } from 'vitest';
import { byDrift, DRIFT } from './by-drift.ts';
import type { Measured } from './measured.ts';

const limits = { tolerancePct: 10, floor: 0, metrics: 1 };
const at = (level: number): Measured => ({ shape: { n: 50, level, tail: null } });
/** Newest first: steady cycles, then a rise by `step` each. */
const rising = (steady: number, cycles: number, step: number): Measured[] => [
  ...Array.from({ length: cycles }, (_, index) => at(5 + step * (cycles - index))),
  ...Array.from({ length: steady }, (_, index) => at(5 + (index % 2 ? 0.05 : -0.05))),
];
const seenAt = (cycles: number, step: number) => {
  const [now, ...past] = rising(20, cycles, step);
  return now && byDrift(past, [now], 'level', limits);
};

describe('a drift', () => {
  const told = Array.from({ length: 20 }, (_, more) => more + 1).find(
    (cycles) => Math.abs(seenAt(cycles, 0.02)?.z ?? 0) > DRIFT,
  );

  it('adds up over cycles, counts them, and is set beside those before them', () => {
    expect(seenAt(3, 0.02)?.z).toBeLessThan(DRIFT / 2);
    expect(told).toBeGreaterThan(5);
    const drift = seenAt(told ?? 0, 0.02);
    expect(drift?.cycles).toBeGreaterThanOrEqual((told ?? 0) - 2);
    expect(Math.log(drift?.ratio ?? 1)).toBeCloseTo(0.02 * (told ?? 0), 1);
  });

  it('goes down as well', () => {
    expect(seenAt(12, -0.02)?.z).toBeCloseTo(-(seenAt(12, 0.02)?.z ?? 0), 0);
  });

  it('is none in what wanders around one height', () => {
    const [now, ...past] = rising(40, 0, 0);
    expect(Math.abs((now && byDrift(past, [now], 'level', limits)?.z) ?? 99)).toBeLessThan(2);
  });

  it('that was told begins anew', () => {
    expect(seenAt((told ?? 0) + 1, 0.02)?.z).toBeLessThan(DRIFT / 2);
  });

  it('is not looked for in a short history', () => {
    expect(byDrift(rising(11, 0, 0), [at(5)], 'level', limits)).toBeUndefined();
  });
});
