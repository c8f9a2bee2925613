import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distribution } from './distribution.ts';
import { lineChart } from './line-chart.ts';
import { linePath } from './line-path.ts';
import { ring } from './ring.ts';
import { around, fromZero, percentOf, ticks } from './scale.ts';
import { sparkline } from './sparkline.ts';
import { waterfall } from './waterfall.ts';
import { waveform } from './waveform.ts';

const count = (drawn: unknown, what: string): number => String(drawn).split(what).length - 1;

const figures = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 80 });

describe('scales', () => {
  it('hold everything they are made of', () => {
    fc.assert(
      fc.property(figures, (values) => {
        for (const extent of [around(values), fromZero(values)])
          for (const value of values) {
            expect(percentOf(extent, value)).toBeGreaterThanOrEqual(0);
            expect(percentOf(extent, value)).toBeLessThanOrEqual(100);
          }
      }),
    );
  });

  it.each<[number, number, number, number[]]>([
    [0, 100, 4, [0, 25, 50, 75, 100]],
    [0, 97, 4, [0, 25, 50, 75]],
    [-3, 3, 3, [-2, 0, 2]],
    [0.1, 0.3, 2, [0.1, 0.2, 0.3]],
    [5, 5, 4, [5]],
  ])('mark %d to %d at round values', (min, max, about, wanted) => {
    expect(ticks({ min, max }, about)).toEqual(wanted);
  });
});

describe('lines', () => {
  it.each([
    ['breaks where there is nothing', [1, 2, null, 4, 5], 'M0 1L1 2M3 4L4 5'],
    ['keeps a value that stands alone visible', [null, 2, null], 'M1 2h0'],
    ['is empty without values', [null], ''],
  ])('%s', (_, values, wanted) => {
    expect(linePath(values.map((y, x) => ({ x, y })))).toBe(wanted);
  });
});

it('draws no coordinate that is not a number, whatever the figures', () => {
  fc.assert(
    fc.property(
      figures,
      fc.array(fc.option(fc.double({ noNaN: true, min: -1e6, max: 1e6 }))),
      (values, holed) => {
        const shown = (value: number) => String(Math.round(value));
        const points = holed.map((y, x) => ({ x, y }));
        const drawn = [
          distribution({ label: 'l', samples: values, shown }),
          sparkline({ label: 'l', values: holed, marks: [0] }),
          lineChart({
            label: 'l',
            lines: [{ name: 'n', points }],
            x: around([]),
            shownX: shown,
            shownY: shown,
          }),
          waterfall({
            label: 'l',
            stages: values.map((ms) => ({ name: 'n', startMs: 0, endMs: Math.abs(ms) })),
            shown,
          }),
          waveform({ label: 'l', peaks: values }),
        ].join('');
        expect(drawn).not.toMatch(/NaN|Infinity|undefined|null/);
      },
    ),
  );
});

it('draws a mark for each thing that is there', () => {
  const shown = String;
  const samples = [1, 2, 3, 4];
  expect(count(distribution({ label: 'l', samples, shown, median: 2, limit: 3 }), 'class="sample"')).toBe(4);
  const many = Array.from({ length: 400 }, (_, index) => index);
  const drawn = distribution({ label: 'l', samples: many, shown });
  expect(count(drawn, 'class="sample"')).toBe(0);
  expect(count(drawn, 'class="bar"')).toBeGreaterThan(20);
  const stages = [
    { name: 'ear', startMs: 0, endMs: 10 },
    { name: 'rest', startMs: 10, endMs: 30, isUnexplained: true },
  ];
  const falls = waterfall({ label: 'l', stages, moments: [{ atMs: 30, name: 'first sound' }], shown });
  expect([count(falls, 'class="bar"'), count(falls, 'class="hole"'), count(falls, 'class="mark"')]).toEqual([
    1, 1, 3,
  ]);
});

it('fills a ring by its share, and not at all where there is none', () => {
  const of = (share: number | null) =>
    String(ring({ share, value: 'v', tone: 'good', label: 'l', size: 100 }));
  expect(of(null)).not.toContain('class="arc"');
  expect(of(0)).not.toContain('class="arc"');
  const [, filled, all] = /stroke-dasharray="([\d.]+) ([\d.]+)"/.exec(of(0.5)) ?? [];
  expect(Number(filled) / Number(all)).toBeCloseTo(0.5, 2);
  expect(of(7)).toBe(of(1));
});

it('writes names as text', () => {
  const hostile = '"><script>alert(1)</script>';
  const drawn = [
    ring({ share: 1, value: hostile, unit: hostile, tone: 'bad', label: hostile }),
    sparkline({ values: [1], label: hostile }),
    waterfall({
      label: hostile,
      stages: [{ name: hostile, startMs: 0, endMs: 1 }],
      moments: [{ atMs: 1, name: hostile }],
      shown: () => hostile,
    }),
    lineChart({
      ...{ label: hostile, x: { min: 0, max: 1 }, shownX: () => hostile, shownY: () => hostile, dots: true },
      lines: [{ name: hostile, points: [{ x: 0, y: 1, said: hostile }] }],
      bands: [{ from: 0, to: 1, name: hostile }],
      marks: [{ x: 0, name: hostile }],
    }),
    distribution({ label: hostile, samples: [1], shown: () => hostile, limit: 1 }),
    waveform({ label: hostile, peaks: [1] }),
  ].join('');
  expect(drawn).not.toContain('<script');
  expect(count(drawn, '&lt;script')).toBeGreaterThan(15);
});
