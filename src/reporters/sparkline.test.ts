import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sparkline } from './sparkline.ts';

it.each<[string, (number | null)[], string]>([
  ['from low to high', [1, 2, 3, 4, 5, 6, 7, 8], '▁▂▃▄▅▆▇█'],
  ['a gap where there is nothing', [1, null, 8], '▁·█'],
  ['all alike', [5, 5, 5], '▄▄▄'],
  ['nothing but gaps', [null, null], '··'],
  ['nothing at all', [], ''],
])('draws %s', (_, values, wanted) => {
  expect(sparkline(values, 10)).toBe(wanted);
});

it('draws the means of stretches where there is no room for each, gaps left out of them', () => {
  expect(sparkline([0, 2, 8, 8, null, 8, null, null], 4)).toBe('▁██·');
});

it('puts marks before the value that they are of, and leaves them out where they would be in the way', () => {
  expect(sparkline([1, 1, 8, 8], 10, [{ index: 2, sign: '↗' }])).toBe('▁▁↗██');
  expect(sparkline([1, 1, 1, 8, 8, 8], 4, [{ index: 3, sign: '↗' }])).toBe('▁↗▅█');
  expect(sparkline([1, 8], 2, [{ index: 1, sign: '↗' }])).toBe('▁█');
});

it('is never wider than it may be, and loses no mark that it shows', () => {
  const value = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }));
  fc.assert(
    fc.property(fc.array(value), fc.integer({ min: 3, max: 40 }), fc.array(fc.nat()), (values, width, at) => {
      const marks = values.length === 0 ? [] : at.map((each) => ({ index: each % values.length, sign: '┊' }));
      const line = sparkline(values, width, marks);
      expect([...line].length).toBeLessThanOrEqual(width);
      const shown = [...line].filter((sign) => sign === '┊').length;
      expect([0, marks.length]).toContain(shown);
    }),
  );
});
