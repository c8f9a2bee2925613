import { describe, expect, test } from 'vitest';
import type { Verdict } from '../domain/review.ts';
import badge from './badge.ts';
import { reviewSaying } from './review.fixture.ts';
import shields from './shields.ts';

const CANVAS = { color: false, columns: 100 };

const as = (verdict: Verdict, percent: number | null, lang: 'en' | 'fr' = 'en') => ({
  ...reviewSaying('x', lang),
  verdict,
  score: percent === null ? null : { points: percent, max: 100, percent },
});

const luminance = (color: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

describe.each([
  ['ok', 97.1, 'ok 97.1 %', 'ok 97.1 %', 'brightgreen'],
  ['attention', 90, 'attention 90 %', 'attention 90 %', 'orange'],
  ['blocked', 0, 'blocked 0 %', 'blocage critique 0 %', 'red'],
  ['inconclusive', null, 'inconclusive', 'non concluant', 'lightgrey'],
] as const)('%s at %j', (verdict, percent, en, fr, color) => {
  test.each([
    ['en', en],
    ['fr', fr],
  ] as const)('in %s', async (lang, words) => {
    const svg = await badge.draw(as(verdict, percent, lang), CANVAS);
    expect(svg).toContain(`role="img" aria-label="ralph: ${words}"`);
    expect(svg).toContain(`>${words}</text>`);
    expect(JSON.parse(await shields.draw(as(verdict, percent, lang), CANVAS))).toEqual({
      ...{ schemaVersion: 1, label: 'ralph', message: words, color },
    });
  });

  test('its words fit, and are read on their ground', async () => {
    const svg = await badge.draw(as(verdict, percent), CANVAS);
    const fields = [
      ...svg.matchAll(
        /<rect x="([\d.]+)" width="([\d.]+)" height="20" fill="(#\w{6})"\/><text x="([\d.]+)" y="14" textLength="([\d.]+)"/g,
      ),
    ];
    expect(fields).toHaveLength(2);
    for (const [, x, width, fill = '', middle, length] of fields) {
      expect(Number(length)).toBeLessThan(Number(width));
      expect(Number(middle)).toBe(Number(x) + Number(width) / 2);
      expect(1.05 / (luminance(fill) + 0.05)).toBeGreaterThanOrEqual(4.5);
    }
    const [last] = fields.slice(-1);
    expect(svg).toContain(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${Number(last?.[1]) + Number(last?.[2])}"`,
    );
  });
});
