import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleShape } from '../sample-shape.ts';
import type { Limits, Measured } from './measured.ts';
import { claims, detectablePct, LEAST_RANKED, suspicions } from './rule.ts';

const limits: Limits = { tolerancePct: 10, floor: 15, metrics: 10 };
const shaped = (ms: number, tail: number | null = Math.log(2)): Measured => ({
  shape: { n: 50, level: Math.log(ms), tail },
});
/** Cycles that wander by a few percent around 300 ms. */
const past = Array.from({ length: 20 }, (_, index) => shaped(300 * (1 + 0.03 * ((index % 5) - 2))));
const series = (ms: number): Measured => {
  const samples = Array.from({ length: 20 }, (_, index) => ms * (1 + 0.01 * ((index * 7) % 20)));
  return { shape: sampleShape(samples) ?? { n: 0, level: 0, tail: null }, samples };
};

describe('a suspicion', () => {
  it('is what lies beyond what earlier cycles let expect', () => {
    expect(suspicions(past, shaped(300), limits)).toEqual([]);
    expect(suspicions(past, shaped(400), limits)).toMatchObject([
      { aspect: 'level', basis: 'history', direction: 'up', isAlarm: true },
    ]);
    expect(suspicions(past, shaped(220), limits)).toMatchObject([{ direction: 'down' }]);
  });

  it('is of the tail alone where only that moved', () => {
    const wandering = past.map(({ shape }, index) => ({
      shape: { ...shape, tail: 0.7 + 0.02 * (index % 3) },
    }));
    expect(suspicions(wandering, shaped(300, 1.2), limits)).toMatchObject([
      { aspect: 'tail', direction: 'up' },
    ]);
    expect(suspicions(wandering, shaped(300, null), limits)).toEqual([]);
  });

  it('is none below the tolerance or the floor, however steady the past', () => {
    const steady = Array.from({ length: 20 }, () => shaped(300));
    expect(suspicions(steady, shaped(328), limits)).toEqual([]);
    expect(suspicions(steady, shaped(332), limits)).toHaveLength(1);
    expect(suspicions(steady, shaped(332), { ...limits, floor: 40 })).toEqual([]);
  });

  it('is none without a past, and for the time being with a short one', () => {
    expect(suspicions([], series(300), limits)).toEqual([]);
    expect(suspicions([series(300)], series(400), limits)).toMatchObject([
      { basis: 'previous', direction: 'up' },
    ]);
    expect(suspicions([series(300)], series(302), limits)).toEqual([]);
    expect(suspicions([shaped(300)], series(400), limits)).toEqual([]);
  });
});

describe('a claim', () => {
  it('by ranks takes so many samples a series, however far it moved', () => {
    const first = (count: number, ms: number): Measured => {
      const samples = series(ms).samples?.slice(0, count) ?? [];
      return { shape: sampleShape(samples) ?? { n: 0, level: 0, tail: null }, samples };
    };
    const claimed = (count: number) =>
      claims([first(count, 300)], first(count, 30_000), first(4 * count, 30_000), limits);
    expect(claimed(LEAST_RANKED - 1)).toEqual([]);
    expect(claimed(LEAST_RANKED)).toMatchObject([{ basis: 'previous', direction: 'up' }]);
  });

  it('wants a second measurement that says so again', () => {
    expect(claims(past, shaped(400), shaped(300), limits)).toEqual([]);
    expect(claims(past, shaped(400), shaped(220), limits)).toEqual([]);
    expect(claims(past, shaped(400), shaped(390), limits)).toMatchObject([
      { aspect: 'level', direction: 'up', basis: 'history' },
    ]);
    expect(claims([series(300)], series(400), series(395), limits)).toMatchObject([{ basis: 'previous' }]);
  });

  it('is not made of what was not suspected', () => {
    expect(claims(past, shaped(300), shaped(500), limits)).toEqual([]);
  });

  it('is about better figures as much as about worse ones', () => {
    expect(claims(past, shaped(220), shaped(225), limits)).toMatchObject([{ direction: 'down' }]);
  });
});

describe('what a cycle could have seen', () => {
  it('would have been claimed, and a little less would not', () => {
    const pct = detectablePct(past, { ...limits, tolerancePct: 0 }) ?? 0;
    const expected = Math.exp(past.reduce((sum, { shape }) => sum + shape.level, 0) / past.length);
    const rising = (by: number) => shaped(expected * (1 + by / 100));
    const of = (by: number) => claims(past, rising(by), rising(by), { ...limits, tolerancePct: 0 }).length;
    expect([of(pct * 0.99), of(pct * 1.01)]).toEqual([0, 1]);
  });

  it('is never below the tolerance, and not known without history', () => {
    expect(detectablePct(past, { metrics: 1, tolerancePct: 50 })).toBeCloseTo(50, 9);
    expect(detectablePct(past.slice(0, 11), limits)).toBeNull();
  });
});

describe('better and worse', () => {
  const level = fc.double({ min: -0.5, max: 0.5, noNaN: true });
  const history = fc.array(level, { minLength: 12, maxLength: 60 });
  const shape = (height: number) => shaped(300 * Math.exp(height), null);
  const upsideDown = { up: 'down', down: 'up' } as const;

  it('are held to the same standard: what is turned upside down is claimed upside down', () => {
    fc.assert(
      fc.property(history, level, level, (past, now, again) => {
        const of = (sign: 1 | -1) =>
          claims(
            past.map((height) => shape(sign * height)),
            shape(sign * 3 * now),
            shape(sign * 3 * again),
            { ...limits, floor: 0 },
          ).map(({ direction }) => direction);
        expect(of(-1)).toEqual(of(1).map((direction) => upsideDown[direction]));
      }),
    );
  });

  it('do not depend on the unit', () => {
    fc.assert(
      fc.property(history, level, (past, now) => {
        const of = (unit: number) =>
          suspicions(
            past.map((height) => shape(height + unit)),
            shape(3 * now + unit),
            { ...limits, floor: 0 },
          ).map(({ aspect, direction, isAlarm }) => [aspect, direction, isAlarm]);
        expect(of(Math.log(1000))).toEqual(of(0));
      }),
    );
  });

  it('are claimed more rarely the more metrics are looked at', () => {
    const count = (metrics: number) =>
      Array.from({ length: 60 }, (_, index) => shaped(300 * (1 + index / 100))).filter(
        (now) => claims(past, now, now, { ...limits, metrics }).length > 0,
      ).length;
    expect(count(1)).toBeGreaterThan(count(30));
    expect(count(30)).toBeGreaterThan(count(3000));
  });
});
