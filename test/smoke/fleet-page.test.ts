import { describe, expect, it } from 'vitest';
import type { FleetReview } from '../../src/domain/fleet.ts';
import { badNight, hosts, reviewOfHosts } from '../../src/pipeline/fleet/hosts.fixture.ts';
import { fleetSaying } from '../../src/reporters/fleet/fleet-saying.fixture.ts';
import html from '../../src/reporters/fleet/html.ts';
import { noBrowser, openBlank } from '../browser.ts';
import { emptyCharts, paperOf, unfold, violations, widthOf } from '../page-checks.ts';

const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>';

const PAGES: readonly (readonly [string, FleetReview])[] = [
  ['200 hosts on a bad night', reviewOfHosts(badNight(200))],
  ['the same in French', reviewOfHosts(badNight(200), 'fr')],
  ['a sound fleet', reviewOfHosts(hosts(12))],
  ['no stack at all', reviewOfHosts([])],
  ['hostile words', fleetSaying(HOSTILE)],
  ['long words', fleetSaying('x'.repeat(300))],
];

const LOOKS = [
  [360, 'light'],
  [360, 'dark'],
  [1600, 'light'],
  [1600, 'dark'],
] as const;

const drawn = async (review: FleetReview): Promise<string> =>
  html.draw(review, { color: false, columns: 100, reviews: 'reviews' });

describe.skipIf(noBrowser !== '')(`the page of a fleet in a browser${noBrowser}`, () => {
  it.each(PAGES)('is whole and for everybody, narrow and wide, light and dark: %s', async (_, review) => {
    const { page, asked, errors, close } = await openBlank(await drawn(review));
    try {
      for (const [width, colorScheme] of LOOKS) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        await page.reload();
        expect(await widthOf(page)).toBe(width);
        expect(await emptyCharts(page)).toEqual([]);
        await unfold(page);
        expect(await widthOf(page)).toBe(width);
        expect(await violations(page)).toEqual([]);
      }
      expect(await page.locator('script:not(body > script), img').count()).toBe(0);
      expect(asked).toEqual([]);
      expect(errors).toEqual([]);
    } finally {
      await close();
    }
  });

  it('says on its first screen the verdict and what to mend first, also on a phone', async () => {
    for (const width of [360, 1600]) {
      const { page, close } = await openBlank(await drawn(reviewOfHosts(badNight(200))), undefined, {
        width,
      });
      for (const words of ['BLOCKED', 'What to mend first', 'cuda-kernel-fails', 'driver 560.35.03']) {
        const box = await page.getByText(words).first().boundingBox();
        expect((box?.y ?? 9_999) + (box?.height ?? 0)).toBeLessThan(800);
      }
      await close();
    }
  });

  it('prints on white', async () => {
    const { page, close } = await openBlank(await drawn(reviewOfHosts(badNight(24))), undefined, {
      colorScheme: 'dark',
    });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await paperOf(page)).toBe('rgb(255, 255, 255)');
    await close();
  });
});
