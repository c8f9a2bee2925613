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

describe('where things are drawn', () => {
  const numbers = (drawn: unknown, pattern: RegExp): number[][] =>
    [...String(drawn).matchAll(pattern)].map(([, ...found]) => found.map(Number));

  it('more is higher and later is further right, in a line and its dots alike', () => {
    const points = [10, 40, 20].map((y, x) => ({ x, y }));
    const extents = { x: { min: 0, max: 2 }, y: { min: 0, max: 40 } };
    const drawn = lineChart({
      ...{ label: 'l', lines: [{ name: 'n', points }], ...extents, dots: true, height: 100 },
      ...{
        shownX: String,
        shownY: String,
        marks: [{ x: 1, name: '' }],
        bands: [{ from: 1, to: 2, name: '' }],
      },
    });
    // Of a line over a thousand by a thousand.
    expect(String(drawn)).toContain('d="M0 750L500 0L1000 500"');
    expect(numbers(drawn, /class="dot" cx="([\d.]+)%" cy="([\d.]+)"/g)).toEqual([
      [0, 91],
      [50, 16],
      [100, 66],
    ]);
    expect(numbers(drawn, /class="mark" x1="([\d.]+)%" x2="([\d.]+)%"/g)).toEqual([[50, 50]]);
    expect(numbers(drawn, /class="band" x="([\d.]+)%" y="16" width="([\d.]+)%"/g)).toEqual([[50, 50]]);
  });

  it('a sparkline rises with its values, and its marks stand where they belong', () => {
    const drawn = sparkline({ label: 'l', values: [1, 2, 3], marks: [1], width: 106, height: 100 });
    const [path = []] = numbers(drawn, /d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"/g);
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = path;
    expect([x1, x2, x3]).toEqual([2, 52, 102]);
    expect(y1 > y2 && y2 > y3).toBe(true);
    expect(numbers(drawn, /class="mark" x1="([\d.]+)"/g)).toEqual([[52]]);
  });

  it('median and objective stand among the samples, and bars are as high as they are many', () => {
    const extent = { min: 0, max: 100 };
    const drawn = distribution({
      ...{ label: 'l', samples: [10, 20, 90], shown: String, median: 20, limit: 50, extent },
    });
    expect(numbers(drawn, /class="sample" cx="([\d.]+)%"/g).flat()).toEqual([10, 20, 90]);
    expect(numbers(drawn, /class="(?:median|mark)" x1="([\d.]+)%"/g).flat()).toEqual([20, 50]);
    const samples = [...Array.from({ length: 60 }, () => 5), ...Array.from({ length: 30 }, () => 95)];
    const bars = numbers(
      distribution({ label: 'l', samples, shown: String, extent }),
      /class="bar" x="([\d.]+)%" width="[\d.]+%" y="[\d.]+" height="([\d.]+)"/g,
    );
    expect(bars).toEqual([
      [3.3, 34],
      [93.3, 17],
    ]);
  });

  it('a stretch of a turn lies between its ends, a loud moment is a high stroke', () => {
    const stages = [{ name: 'ear', startMs: 25, endMs: 100 }];
    const falls = waterfall({ label: 'l', stages, moments: [{ atMs: 50, name: 'm' }], shown: String });
    expect(numbers(falls, /class="bar" x="([\d.]+)%" y="\d+" width="([\d.]+)%"/g)).toEqual([[25, 75]]);
    expect(numbers(falls, /class="mark" x1="([\d.]+)%"/g)[0]).toEqual([50]);
    expect(String(waveform({ label: 'l', peaks: [1, 0.5] }))).toContain('d="M1 0v56M4 14v28"');
  });
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
