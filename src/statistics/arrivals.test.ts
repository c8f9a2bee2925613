import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arrivals, evenArrivals, expectedArrivals, poissonArrivals, userArrivals } from './arrivals.ts';
import { mean } from './quantile.ts';

const steady = (perSecond: number, forMs: number): Arrivals => ({
  fromPerSecond: perSecond,
  toPerSecond: perSecond,
  forMs,
});
const ramps = fc.record({
  fromPerSecond: fc.integer({ min: 0, max: 50 }),
  toPerSecond: fc.integer({ min: 0, max: 50 }),
  forMs: fc.integer({ min: 1, max: 20_000 }),
});
const inOrder = (times: readonly number[]): boolean =>
  times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));

describe('even arrivals', () => {
  it.each([
    [4, 1000, [0, 250, 500, 750]],
    [4, 1001, [0, 250, 500, 750, 1000]],
    [0.5, 5000, [0, 2000, 4000]],
    [0, 5000, []],
    [5, 0, []],
  ])('%d a second for %d ms', (perSecond, forMs, times) => {
    expect([...evenArrivals(steady(perSecond, forMs))]).toEqual(times);
  });

  it('of a constant rate do not drift: each is its own division', () => {
    const times = [...evenArrivals(steady(3, 1_000_000))];
    expect(times).toHaveLength(3000);
    expect(times).toEqual(times.map((_, due) => (1000 * due) / 3));
  });

  it('of a ramp come where its area reaches the next whole number', () => {
    expect([...evenArrivals({ fromPerSecond: 0, toPerSecond: 4, forMs: 8000 })]).toEqual(
      Array.from({ length: 16 }, (_, due) => 2000 * Math.sqrt(due)).map((ms) => expect.closeTo(ms, 9)),
    );
    expect([...evenArrivals({ fromPerSecond: 2, toPerSecond: 0, forMs: 2000 })]).toEqual([
      0,
      expect.closeTo(2000 * (1 - Math.SQRT1_2), 9),
    ]);
  });

  it('are as many as the area under the rate, in order and in time', () => {
    fc.assert(
      fc.property(ramps, (ramp) => {
        const times = [...evenArrivals(ramp)];
        expect(times).toHaveLength(Math.ceil(expectedArrivals(ramp)));
        expect(inOrder(times)).toBe(true);
        const { fromPerSecond: a, toPerSecond: b, forMs } = ramp;
        for (const [due, ms] of times.entries()) {
          expect((a * ms + ((b - a) * ms * ms) / (2 * forMs)) / 1000).toBeCloseTo(due, 6);
          expect(ms).toBeLessThanOrEqual(forMs);
        }
      }),
    );
  });
});

describe('Poisson arrivals', () => {
  it('are the same for the same seed, and others for the next', () => {
    const of = (seed: number) => [...poissonArrivals(steady(10, 10_000), seed)];
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it.each([1, 2, 3])('come at their rate, with gaps as spread as they are long (seed %d)', (seed) => {
    const expected = 10_000;
    const times = [...poissonArrivals(steady(50, 200_000), seed)];
    expect(Math.abs(times.length - expected)).toBeLessThan(4 * Math.sqrt(expected));
    expect(inOrder(times)).toBe(true);
    const gaps = times.map((ms, index) => ms - (times[index - 1] ?? 0));
    expect(Math.abs((mean(gaps) ?? 0) - 20)).toBeLessThan((4 * 20) / Math.sqrt(expected));
    // Three gaps of a Poisson process in e³ are longer than three means.
    const long = gaps.filter((gapMs) => gapMs > 60).length;
    const share = Math.exp(-3);
    expect(Math.abs(long - share * times.length)).toBeLessThan(4 * Math.sqrt(expected * share));
  });

  it('of a ramp follow it: a quarter in its first half', () => {
    const ramp = { fromPerSecond: 0, toPerSecond: 100, forMs: 200_000 };
    const times = [...poissonArrivals(ramp, 4)];
    const early = times.filter((ms) => ms < 100_000).length;
    expect(Math.abs(times.length - 10_000)).toBeLessThan(400);
    expect(Math.abs(early - 2500)).toBeLessThan(200);
  });

  it('stay within their time', () => {
    fc.assert(
      fc.property(ramps, fc.integer(), (ramp, seed) => {
        const times = [...poissonArrivals(ramp, seed)];
        expect(inOrder(times)).toBe(true);
        expect(times.every((ms) => ms >= 0 && ms <= ramp.forMs + 1e-6)).toBe(true);
      }),
    );
  });
});

describe('users of a closed loop', () => {
  const users = { users: 4, thinkMs: 100, forMs: 1000 };

  it('start spread over one think time', () => {
    expect([0, 1, 2, 3].map((user) => userArrivals(users, user).next(0).value)).toEqual([0, 25, 50, 75]);
  });

  it('ask again one think time after each answer, until the time is over', () => {
    const user = userArrivals(users, 1);
    expect([0, 300, 650, 899].map((doneMs) => user.next(doneMs))).toEqual(
      [25, 400, 750, 999].map((value) => ({ value, done: false })),
    );
    expect(user.next(900).done).toBe(true);
  });
});
