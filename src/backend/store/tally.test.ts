import { describe, expect, it } from 'vitest';
import { Tally } from './tally.ts';

describe('Tally', () => {
  it('counts by the minute until it is cleared', () => {
    const tally = new Tally();
    tally.add(7, 10);
    tally.add(8, 20);
    tally.add(7, 5);
    expect([...tally.counts()]).toEqual([
      [7, { requests: 2, latencyMs: 15 }],
      [8, { requests: 1, latencyMs: 20 }],
    ]);
    tally.clear();
    expect([...tally.counts()]).toEqual([]);
  });

  it('holds a day of minutes at most, and loses no request', () => {
    const tally = new Tally();
    for (let minute = 0; minute < 5_000; minute += 1) tally.add(minute, 2);
    const counts = [...tally.counts()];
    expect(counts).toHaveLength(1_440);
    expect(counts.reduce((sum, [, { requests }]) => sum + requests, 0)).toBe(5_000);
    expect(counts.reduce((sum, [, { latencyMs }]) => sum + latencyMs, 0)).toBe(10_000);
    expect(counts.at(-1)).toEqual([4_999, { requests: 1, latencyMs: 2 }]);
  });
});
