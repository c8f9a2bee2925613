import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bar, counted, histogram } from './shape.ts';

it.each([
  [[], 8, ''],
  [[5], 8, '█'],
  [[5, 5, 5], 8, '█'],
  [[0, 10], 2, '██'],
  [[0, 0, 0, 0, 10], 3, '█ ▂'],
  [[1, 2, 3, 4, 5, 6, 7, 8], 4, '████'],
  [[1, 1, 1, 1, 1, 1, 1, 1, 1, 9], 2, '█▁'],
])('%j in %i stretches is "%s"', (values, width, shape) => {
  expect(histogram(values, width)).toBe(shape);
});

it('counts each value once, the least and the most in the outer stretches', () => {
  const times = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 40 }), (values, bins) => {
      const counts = counted(values, bins);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      expect(counts[0]).toBeGreaterThan(0);
      expect(counts.at(-1)).toBeGreaterThan(0);
      expect(histogram(values, bins).trim()).toHaveLength(counts.length);
    }),
  );
});

it('fills as much of a bar as is done, and all of it only at the end', () => {
  expect(bar(0, 4)).toEqual({ full: '', rest: '────' });
  expect(bar(0.999, 4)).toEqual({ full: '━━━', rest: '─' });
  expect(bar(1, 4)).toEqual({ full: '━━━━', rest: '' });
  expect(bar(7, 2)).toEqual({ full: '━━', rest: '' });
});
