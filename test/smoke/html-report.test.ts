import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Portrait } from '../../src/domain/portrait.ts';
import type { Review } from '../../src/domain/review.ts';
import report from '../../src/reporters/html.ts';
import { portraitSaying } from '../../src/reporters/portrait.fixture.ts';
import { reviewSaying } from '../../src/reporters/review.fixture.ts';
import { noBrowser, openBlank } from '../browser.ts';
import { SEEDS, seed } from '../golden/seeds.ts';
import { emptyCharts, paperOf, unfold, violations, widthOf } from '../page-checks.ts';
import { folder, ralph } from './ralph.ts';

const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>';

const drawn = async ({ review, behind }: { review: Review; behind: Portrait }) =>
  report.draw(review, { color: false, columns: 100 }, behind);

const PAGES: readonly (readonly [string, { review: Review; behind: Portrait }])[] = [
  ...SEEDS.map((cycle) => [`cycle ${cycle}`, seed(cycle, cycle % 2 === 0 ? 'fr' : 'en')] as const),
  ['all that there can be', { review: reviewSaying('a few words'), behind: portraitSaying('a few words') }],
  ['hostile words', { review: reviewSaying(HOSTILE), behind: portraitSaying(HOSTILE) }],
  ['two cycles', { review: reviewSaying('words'), behind: portraitSaying('words', 2) }],
];

const LOOKS = [
  [360, 'light'],
  [360, 'dark'],
  [1600, 'light'],
  [1600, 'dark'],
] as const;

describe.skipIf(noBrowser !== '')(`the report of a review in a browser${noBrowser}`, () => {
  it.each(PAGES)('is whole and for everybody, narrow and wide, light and dark: %s', async (_, what) => {
    const { page, asked, errors, close } = await openBlank(await drawn(what));
    try {
      for (const [width, colorScheme] of LOOKS) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        await page.reload();
        expect(await widthOf(page)).toBe(width);
        expect(await emptyCharts(page)).toEqual([]);
        await unfold(page);
        expect(await widthOf(page)).toBe(width);
        expect(await emptyCharts(page)).toEqual([]);
        expect(await violations(page)).toEqual([]);
      }
      expect(await page.locator('script:not(body > script), img').count()).toBe(0);
      expect(asked).toEqual([]);
      expect(errors).toEqual([]);
    } finally {
      await close();
    }
  });

  it('says on its first screen the verdict, the score, what blocks and what to do first, also on a phone', async () => {
    const { review } = seed(48);
    for (const width of [360, 1600]) {
      const { page, close } = await openBlank(await drawn(seed(48)), undefined, { width });
      for (const words of [
        '53.3 %',
        'BLOCKED',
        'Do this first',
        ...review.blockers.map(({ title }) => title),
      ]) {
        const box = await page.getByText(words).first().boundingBox();
        expect((box?.y ?? 9_999) + (box?.height ?? 0)).toBeLessThan(800);
      }
      await close();
    }
  });

  it('plays its sounds, copies its commands, and changes its colours, all of it by the keyboard', async () => {
    const what = { review: reviewSaying('printf hello'), behind: portraitSaying('words') };
    const { page, errors, close } = await openBlank(await drawn(what));
    try {
      await page
        .context()
        .grantPermissions(['clipboard-read', 'clipboard-write'])
        .catch(() => {});
      await page.keyboard.press('Tab');
      expect(await page.evaluate("document.activeElement.getAttribute('href')")).toBe('#content');
      await page.keyboard.press('Tab');
      const before = await paperOf(page);
      await page.keyboard.press('Enter');
      expect(await paperOf(page)).not.toBe(before);
      const copy = page.locator('[data-copies="first-code"]');
      await copy.focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => copy.textContent()).toBe('Copied');
      await expect.poll(() => page.evaluate("document.querySelector('audio').duration")).toBe(2);
      expect(errors).toEqual([]);
    } finally {
      await close();
    }
  });

  it('is written by a review of the bundled stack, with its sounds and its turns, and again from what it saved', async () => {
    const reviews = await folder();
    const own = join(reviews, 'report.html');
    const asked = ['--only', 'backend,tts,turn,memory', '--samples', '3', '--fail-on', 'never', '--no-color'];
    const { code, stderr } = await ralph([
      ...['review', '--reference', '--reviews', reviews, ...asked, '--reporter', `html=${own}`],
    ]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const [json = ''] = (await readdir(reviews)).filter((name) => name.endsWith('.json'));
    const again = join(reviews, 'again.html');
    const alone = ['--reviews', await folder(), '--fail-on', 'never'];
    await ralph(['judge', join(reviews, json), ...alone, '--reporter', `html=${again}`]);
    expect(await readFile(again, 'utf8')).toBe(await readFile(own, 'utf8'));
    const { page, errors, close } = await openBlank(await readFile(own, 'utf8'));
    try {
      for (const part of ['turn', 'distributions', 'device', 'sound', 'probes'])
        expect(await page.locator(`section#${part}`).count()).toBe(1);
      const length = page.evaluate("[...document.querySelectorAll('audio')].map(({ duration }) => duration)");
      for (const seconds of (await length) as number[]) expect(seconds).toBeGreaterThan(0.3);
      expect(await violations(page)).toEqual([]);
      expect(errors).toEqual([]);
    } finally {
      await close();
    }
  });

  it('prints on white, with all that is found', async () => {
    const { page, close } = await openBlank(await drawn(seed(53)), undefined, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await paperOf(page)).toBe('rgb(255, 255, 255)');
    expect(await page.locator('.finding').first().isVisible()).toBe(true);
    expect(await page.locator('button').first().isVisible()).toBe(false);
    await close();
  });
});
