import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { GpuSample } from './gpu.ts';
import { coincidenceOf, slowdownsOf, slowSpans } from './throttle.ts';

const HOT = 0x40;
const sample = (atMs: number, limits: number | null, index = 0): GpuSample => ({
  ...{ atMs, index, utilisationPct: 90, memoryUsedMib: 1, limits },
});

describe('what slows a card down', () => {
  it.each([
    ['nothing', 0x0, []],
    ['idle', 0x1, []],
    ['application clocks', 0x2, []],
    ['sync boost', 0x10, []],
    ['display clocks', 0x100, []],
    ['a reason that is not known yet', 0x400, []],
    ['the power limit', 0x4, ['cap']],
    ['the power limit of an idle card', 0x5, []],
    ['a hardware slowdown', 0x8, ['hardware']],
    ['a hardware slowdown of an idle card', 0x9, []],
    ['heat, as the driver sees it', 0x20, ['heat']],
    ['heat of an idle card', 0x41, ['heat']],
    ['a hardware slowdown and its cause', 0x48, ['heat']],
    ['a power brake and the slowdown it makes', 0x88, ['power']],
    ['heat and the power limit', 0x44, ['heat', 'cap']],
    ['a mask of all bits but idle', 0xfffffffe, ['heat', 'heat', 'power', 'cap']],
  ])('%s', (_, limits, kinds) => {
    expect(slowdownsOf(limits).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('slowed spans', () => {
  it('reach half-way to the neighbours, and not beyond what was looked at', () => {
    expect(slowSpans([sample(0, 0), sample(200, HOT), sample(400, 0)])).toEqual([{ fromMs: 100, toMs: 300 }]);
    expect(slowSpans([sample(1000, HOT)])).toEqual([{ fromMs: 900, toMs: 1100 }]);
    expect(slowSpans([sample(0, 0), sample(9000, HOT), sample(90_000, 0)])).toEqual([
      { fromMs: 8500, toMs: 9500 },
    ]);
  });

  it('are joined, of several cards too, and a card that does not tell has none', () => {
    const two = [sample(0, HOT), sample(0, 0, 1), sample(200, HOT), sample(200, HOT, 1), sample(400, 0, 1)];
    expect(slowSpans(two)).toEqual([{ fromMs: -100, toMs: 300 }]);
    expect(slowSpans([sample(0, null), sample(200, 0)])).toEqual([]);
    const { limits: _, ...older } = sample(0, HOT);
    expect(slowSpans([older])).toEqual([]);
  });
});

describe('slow answers and throttled time', () => {
  const spans = [{ fromMs: 1000, toMs: 2000 }];
  const request = (atMs: number, wallMs: number) => ({ atMs, wallMs });
  const quick = [request(0, 100), request(200, 100), request(400, 100), request(600, 100)];

  it('coincide where half of an answer lies in it', () => {
    const series = [...quick, request(900, 200), request(899, 200), request(1900, 200), request(1901, 200)];
    // The median of eight is the fourth: 100 ms.
    expect(coincidenceOf([series], spans)).toEqual({ slow: 4, slowInside: 2, quick: 4, quickInside: 0 });
  });

  it('are slow against their own series', () => {
    const speech = [request(1000, 300), request(1300, 300), request(1600, 300)];
    expect(coincidenceOf([quick, speech], spans)).toEqual({
      ...{ slow: 0, slowInside: 0, quick: 7, quickInside: 3 },
    });
  });

  it('whose time nobody noted are not counted', () => {
    expect(coincidenceOf([[{ wallMs: 100 }, { wallMs: 900 }], []], spans)).toEqual({
      ...{ slow: 0, slowInside: 0, quick: 0, quickInside: 0 },
    });
  });
});

test('every timed answer is counted once, and never more of them inside than there are', () => {
  const request = fc.record({ atMs: fc.nat(5000), wallMs: fc.integer({ min: 0, max: 900 }) });
  const taken = fc.array(fc.tuple(fc.nat(5000), fc.nat(0x1ff), fc.nat(2)));
  fc.assert(
    fc.property(fc.array(fc.array(request)), taken, (series, given) => {
      const samples = given
        .toSorted((a, b) => a[0] - b[0])
        .map(([atMs, limits, index]) => sample(atMs, limits, index));
      const spans = slowSpans(samples);
      for (const [place, { fromMs, toMs }] of spans.entries()) {
        expect(toMs).toBeGreaterThanOrEqual(fromMs);
        expect(fromMs).toBeGreaterThan(spans[place - 1]?.toMs ?? Number.NEGATIVE_INFINITY);
      }
      const { slow, slowInside, quick, quickInside } = coincidenceOf(series, spans);
      expect(slow + quick).toBe(series.flat().length);
      expect(slowInside).toBeLessThanOrEqual(slow);
      expect(quickInside).toBeLessThanOrEqual(quick);
    }),
  );
});
