import { describe, expect, it } from 'vitest';
import { normalScore } from '../normal.ts';
import { seededRandom } from '../random.ts';
import { sampleShape } from '../sample-shape.ts';
import { historyOf, together } from './by-history.ts';
import type { Limits, Measured } from './measured.ts';

const limits: Limits = { tolerancePct: 10, floor: 0, metrics: 1 };
const at = (level: number, tail: number | null = null): Measured => ({ shape: { n: 50, level, tail } });
const measured = (samples: readonly number[]): Measured => ({
  shape: sampleShape(samples) ?? { n: 0, level: 0, tail: null },
  samples,
});
/** Twelve levels around 5, newest first: mean 5, s = 0.1·√(12/11). */
const past = Array.from({ length: 12 }, (_, index) => at(5 + (index % 2 ? 0.1 : -0.1)));
const spread = 0.1 * Math.sqrt(12 / 11);

describe('history', () => {
  it('is the newest forty of twelve or more, and never steadier than 3 %', () => {
    const figures = Array.from({ length: 60 }, (_, index) => index);
    expect(historyOf(figures, 0)).toMatchObject({ expected: 19.5, count: 40 });
    expect(historyOf(figures, 2)?.expected).toBe(21.5);
    expect(historyOf(figures, 48)?.count).toBe(12);
    expect(historyOf(figures, 49)).toBeUndefined();
    expect(historyOf(Array(20).fill(3), 0)).toEqual({ expected: 3, variance: 0.03 ** 2, count: 20 });
  });
});

describe('one cycle beside its history', () => {
  it('lies as far out as the prediction interval says', () => {
    const evidence = together(1)(past, [at(5.3)], 'level', limits);
    expect(evidence?.z).toBeCloseTo(normalScore(0.3 / (spread * Math.sqrt(1 + 1 / 12)), 11), 9);
    expect(evidence?.ratio).toBeCloseTo(Math.exp(0.3), 9);
    expect(evidence?.difference).toBeCloseTo(Math.exp(5.3) - Math.exp(5), 9);
  });

  it('says of a tail what p95 / p50 became, and by how much p95 moved', () => {
    const tails = past.map((_, index) => at(5, index % 2 ? 0.5 : 0.6));
    const before = Math.exp((6 * Math.log(0.5) + 6 * Math.log(0.6)) / 12);
    const evidence = together(1)(tails, [at(5, 1)], 'tail', limits);
    expect(evidence?.ratio).toBeCloseTo(Math.exp(1 - before), 9);
    expect(evidence?.difference).toBeCloseTo(Math.exp(5) * (Math.exp(1) - Math.exp(before)), 9);
    expect(together(1)(tails, [at(5)], 'tail', limits)).toBeUndefined();
  });

  it('is not judged by fewer than twelve, the newest of several taken off', () => {
    expect(together(1)(past.slice(1), [at(5)], 'level', limits)).toBeUndefined();
    expect(together(2)(past, [at(5)], 'level', limits)).toBeUndefined();
    expect(together(3)([...past, ...past], [at(5)], 'level', limits)).toMatchObject({ cycles: 3 });
  });

  it('with two before it lies √3 times as far out as alone, nearly', () => {
    const long = Array.from({ length: 40 }, (_, index) => at(5 + (index % 2 ? 0.1 : -0.1)));
    const shifted = [at(5.2), at(5.2), ...long];
    const one = together(1)(long, [at(5.2)], 'level', limits)?.z ?? 0;
    const three = together(3)(shifted, [at(5.2)], 'level', limits)?.z ?? 0;
    expect(three / one).toBeGreaterThan(1.55);
    expect(three / one).toBeLessThan(Math.sqrt(3));
  });
});

describe('a second measurement', () => {
  const random = seededRandom(3);
  const series = (level: number, n: number): Measured =>
    measured(Array.from({ length: n }, () => Math.exp(level + 0.6 * (random() + random() - 1))));
  const wandering = (by: number) =>
    Array.from({ length: 40 }, (_, index) => at(5 + (index % 2 ? by : -by), null));

  it('makes what it repeats more certain where the spread is within cycles', () => {
    const [now, again] = [series(5.1, 50), series(5.1, 200)];
    const z = (seen: Measured[]) => together(1)(wandering(0.03), seen, 'level', limits)?.z ?? 0;
    expect(z([now, again])).toBeGreaterThan(1.2 * z([now]));
  });

  it('proves little where levels wander from cycle to cycle: it shares the cycle', () => {
    const [now, again] = [series(5.6, 50), series(5.6, 200)];
    const z = (seen: Measured[]) => together(1)(wandering(0.3), seen, 'level', limits)?.z ?? 0;
    expect(z([now, again])).toBeLessThan(1.1 * z([now]));
  });

  it('without its samples says nothing of the spread within cycles, so no more than its level', () => {
    const z = (seen: Measured[]) => together(1)(wandering(0.05), seen, 'level', limits)?.z ?? 0;
    expect(z([at(5.2), at(5.2)])).toBeCloseTo(z([at(5.2)]), 9);
  });
});
