import { describe, expect, test } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import { SEEDS, seed } from './seeds.ts';

const EXTENSIONS = {
  badge: 'svg',
  github: 'txt',
  'github-summary': 'md',
  gitlab: 'json',
  html: 'html',
  json: 'json',
  junit: 'xml',
  markdown: 'md',
  openmetrics: 'txt',
  shields: 'json',
  terminal: 'txt',
} as const;

const drawings = SEEDS.flatMap((cycle) =>
  (['en', 'fr'] as const).flatMap((lang) => reporters.map((reporter) => ({ cycle, lang, reporter }))),
);

describe('the seed reviews as every reporter draws them; `npx vitest run --project smoke test/golden -u` redraws', () => {
  test.each(drawings)('cycle $cycle, $lang, $reporter.id', async ({ cycle, lang, reporter }) => {
    const extension = EXTENSIONS[reporter.id as keyof typeof EXTENSIONS];
    const { review, behind } = seed(cycle, lang);
    const drawn = await reporter.draw(review, { color: false, columns: 100 }, behind);
    await expect(drawn).toMatchFileSnapshot(
      `../../fixtures/reviews/cycle-${cycle}.${lang}.${reporter.id}.${extension}`,
    );
  });

  test.each(drawings)(
    'cycle $cycle, $lang, $reporter.id: the same bytes twice',
    async ({ cycle, lang, reporter }) => {
      const canvas = { color: false, columns: 100 };
      const twice = [seed(cycle, lang), seed(cycle, lang)].map(({ review, behind }) =>
        reporter.draw(review, canvas, behind),
      );
      const [once, again] = await Promise.all(twice);
      expect(again).toBe(once);
    },
  );
});
