import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  continuity,
  playedAtMs,
  type SpeechChunk,
  type SpeechStream,
  type SpeechTimes,
  speechTimes,
} from './speech-stream.ts';

/** "100:40 200:10": 40 ms of sound at 100 ms, 10 ms at 200. */
const stream = (written: string, more = {}): SpeechStream => ({
  sentMs: 0,
  leadingSilenceMs: 0,
  chunks: written.split(' ').map((chunk) => {
    const [atMs = 0, audioMs = 0] = chunk.split(':').map(Number);
    return { atMs, audioMs };
  }),
  ...more,
});

function timesOf(given: SpeechStream, jitterBufferMs = 0): SpeechTimes {
  const times = speechTimes(given, { jitterBufferMs });
  if (times === undefined) throw new Error('no sound');
  return times;
}

/** Whole milliseconds, so that sums are exact. */
const whole = (max: number) => fc.integer({ min: 0, max });
const streams = fc
  .record({
    gaps: fc.array(fc.tuple(whole(300), whole(300)), { minLength: 1, maxLength: 12 }),
    leadingSilenceMs: whole(100),
  })
  .filter(({ gaps }) => gaps.some(([, audioMs]) => audioMs > 0))
  .map(({ gaps, leadingSilenceMs }) => {
    let atMs = 0;
    const chunks = gaps.map(([gapMs, audioMs]): SpeechChunk => {
      atMs += gapMs;
      return { atMs, audioMs };
    });
    return { sentMs: 0, chunks, leadingSilenceMs };
  });

const held = (given: SpeechStream, heldMs: (index: number) => number): SpeechStream => ({
  ...given,
  chunks: given.chunks.map((chunk, index) => ({ ...chunk, atMs: chunk.atMs + heldMs(index) })),
});
const starvedMs = (given: SpeechStream): number =>
  timesOf(given).starvations.reduce((sum, { forMs }) => sum + forMs, 0);

describe('a stream of speech', () => {
  it('by hand', () => {
    const chunks = '90:0 100:40 120:40 200:30 210:50 300:40';
    expect(timesOf(stream(chunks, { sentMs: 10, leadingSilenceMs: 80 }))).toEqual({
      ttfbMs: 90,
      ttfaMs: 190,
      totalMs: 290,
      audioMs: 200,
      rtf: 1.45,
      underrunMs: 20,
      starvations: [
        { atMs: 170, forMs: 20 },
        { atMs: 270, forMs: 20 },
      ],
    });
  });

  it.each([
    [0, 60, '140:60 210:10'],
    [5, 55, '145:55 210:10'],
    [60, 10, '210:10'],
    [70, 0, ''],
  ])('a player that waits %d ms starves for %d ms at worst', (jitterBufferMs, worst, starved) => {
    const { underrunMs, starvations } = timesOf(stream('100:40 200:10 220:1'), jitterBufferMs);
    expect(underrunMs).toBe(worst);
    expect(starvations.map(({ atMs, forMs }) => `${atMs}:${forMs}`).join(' ')).toBe(starved);
  });

  it('is heard from the chunk on that plays past the silence', () => {
    const ttfa = (leadingSilenceMs: number) => timesOf(stream('1:10 2:10', { leadingSilenceMs })).ttfaMs;
    expect([0, 9, 10, 19, 20].map(ttfa)).toEqual([1, 1, 2, 2, null]);
  });

  it('a chunk without sound neither starts, feeds nor ends anything', () => {
    const sound = timesOf(stream('10:5 100:5'));
    expect(timesOf(stream('0:0 10:5 60:0 100:5 150:0'))).toEqual(sound);
    expect(sound.starvations).toEqual([{ atMs: 15, forMs: 85 }]);
  });

  it('has no times without sound', () => {
    expect(speechTimes(stream(''))).toBeUndefined();
    expect(speechTimes(stream('5:0'))).toBeUndefined();
  });
});

describe('every stream', () => {
  it('keeps its order and its bounds', () => {
    fc.assert(
      fc.property(streams, whole(100), (given, jitterMs) => {
        const { ttfbMs, ttfaMs, totalMs, underrunMs } = timesOf(given, jitterMs);
        expect(ttfbMs).toBeLessThanOrEqual(ttfaMs ?? ttfbMs);
        expect(ttfaMs ?? totalMs).toBeLessThanOrEqual(totalMs);
        expect(underrunMs).toBeGreaterThanOrEqual(0);
        expect(underrunMs).toBeLessThanOrEqual(totalMs);
      }),
    );
  });

  it('is as late as it comes, and plays as it did', () => {
    fc.assert(
      fc.property(streams, whole(1000), (given, lateMs) => {
        const [early, late] = [timesOf(given), timesOf(held(given, () => lateMs))];
        expect(late.ttfbMs).toBe(early.ttfbMs + lateMs);
        expect(late.ttfaMs).toBe(early.ttfaMs === null ? null : early.ttfaMs + lateMs);
        expect(late.totalMs).toBe(early.totalMs + lateMs);
        expect(late.underrunMs).toBe(early.underrunMs);
        expect(timesOf({ ...held(given, () => lateMs), sentMs: lateMs })).toEqual(early);
      }),
    );
  });

  it('counts in any unit', () => {
    fc.assert(
      fc.property(streams, whole(100), fc.integer({ min: 1, max: 50 }), (given, jitterMs, times) => {
        const chunks = given.chunks.map(({ atMs, audioMs }) => ({
          atMs: atMs * times,
          audioMs: audioMs * times,
        }));
        const scaled = { ...given, chunks, leadingSilenceMs: given.leadingSilenceMs * times };
        const [one, many] = [timesOf(given, jitterMs), timesOf(scaled, jitterMs * times)];
        expect(many.underrunMs).toBe(one.underrunMs * times);
        expect(many.ttfaMs).toBe(one.ttfaMs === null ? null : one.ttfaMs * times);
        expect(many.rtf).toBeCloseTo(one.rtf, 12);
      }),
    );
  });

  it('never starves less when it stalls longer', () => {
    fc.assert(
      fc.property(streams, whole(12), whole(500), (given, from, stallMs) => {
        const stalled = held(given, (index) => (index >= from ? stallMs : 0));
        expect(timesOf(stalled).underrunMs).toBeGreaterThanOrEqual(timesOf(given).underrunMs);
      }),
    );
  });

  it('never starves less in all when one chunk after the first comes later', () => {
    fc.assert(
      fc.property(streams, fc.nat(), whole(500), (given, pick, mostMs) => {
        const sounding = { ...given, chunks: given.chunks.filter(({ audioMs }) => audioMs > 0) };
        const chosen = 1 + (pick % sounding.chunks.length);
        const room = (sounding.chunks[chosen + 1]?.atMs ?? Infinity) - (sounding.chunks[chosen]?.atMs ?? 0);
        const late = held(sounding, (index) => (index === chosen ? Math.min(mostMs, room) : 0));
        expect(starvedMs(late)).toBeGreaterThanOrEqual(starvedMs(sounding));
      }),
    );
  });

  it('starves no more with a bigger jitter buffer, and never in one chunk', () => {
    fc.assert(
      fc.property(streams, whole(300), whole(300), (given, smaller, more) => {
        const [small, big] = [timesOf(given, smaller), timesOf(given, smaller + more)];
        expect(big.underrunMs).toBeLessThanOrEqual(small.underrunMs);
        expect(timesOf({ ...given, chunks: [{ atMs: 9, audioMs: 1 }] }).underrunMs).toBe(0);
      }),
    );
  });
});

describe('when a position is played', () => {
  it('counts what is played before it, and every wait on the way', () => {
    const { chunks } = stream('100:40 110:0 200:50 210:20');
    expect([0, 39, 40, 89, 90, 109].map((ms) => playedAtMs(chunks, ms))).toEqual([
      100, 139, 200, 249, 250, 269,
    ]);
    expect([110, Infinity].map((ms) => playedAtMs(chunks, ms))).toEqual([270, 270]);
    expect(playedAtMs(stream('100:0').chunks, 0)).toBeUndefined();
  });

  it('ends after all of the sound and all starvations, and never goes back', () => {
    fc.assert(
      fc.property(streams, whole(400), whole(400), (given, positionMs, moreMs) => {
        const { ttfbMs, audioMs } = timesOf(given);
        const endMs = given.sentMs + ttfbMs + audioMs + starvedMs(given);
        expect(playedAtMs(given.chunks, Infinity)).toBe(endMs);
        expect(playedAtMs(given.chunks, positionMs)).toBeLessThanOrEqual(
          playedAtMs(given.chunks, positionMs + moreMs) ?? 0,
        );
      }),
    );
  });
});

it('the worst of two starvations may shrink when a late chunk splits them otherwise', () => {
  const second = (atMs: number) => timesOf(stream(`0:1 ${atMs}:1 30:1`)).underrunMs;
  expect([10, 15].map(second)).toEqual([19, 14]);
});

describe('continuity', () => {
  const gap = (gapMs: number) => stream(`0:50 ${50 + gapMs}:1`);

  it('is the share of streams that starve 100 ms at most', () => {
    expect(continuity([gap(0), gap(100), gap(101), gap(500)])).toBe(0.5);
    expect(continuity([gap(0), gap(100), gap(101), gap(500)], { worstMs: 99 })).toBe(0.25);
    expect(continuity([gap(0), gap(100), gap(101), gap(500)], { jitterBufferMs: 1 })).toBe(0.75);
  });

  it('counts a stream without sound as broken, and no streams as no figure', () => {
    expect(continuity([gap(0), stream('')])).toBe(0.5);
    expect(continuity([])).toBeUndefined();
  });
});
