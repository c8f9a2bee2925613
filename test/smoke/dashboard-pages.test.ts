import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syntheticReview } from '../../benchmarks/history/synthetic-review.js';
import { errorsOf, launch, noBrowser } from '../../src/backend/trials/browser.ts';
import { emptyCharts, unfold, violations, widthOf } from '../page-checks.ts';
import { keptReview } from './kept-review.ts';
import { start } from './ralph.ts';

const WHOLE_MS = 300_000;
const patience = { timeout: 60_000, interval: 50 };

type Kept = Parameters<typeof syntheticReview>[0];

const HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>';

let root: string;
let kept: Kept;
let browser: Browser;
const ends: (() => Promise<unknown>)[] = [];

/** A folder of as many reviews, of which every fourth is of a target with a hostile name where that is asked for. */
async function folderOf(count: number, isHostile = false): Promise<string> {
  const reviews = join(root, `${count}-${isHostile}`);
  await mkdir(reviews);
  for (let cycle = 1; cycle <= count; cycle++) await put(reviews, cycle, isHostile && cycle % 4 === 0);
  return reviews;
}

async function put(reviews: string, cycle: number, isHostile: boolean): Promise<void> {
  const { review, evidence } = syntheticReview(kept, cycle);
  const target = isHostile ? { ...evidence.target, name: HOSTILE } : evidence.target;
  const at = new Date(review.reviewedAt);
  const stem = join(reviews, `${review.reviewedAt.slice(0, 10)}-cycle-${String(cycle).padStart(3, '0')}`);
  await writeFile(`${stem}.md`, `# Ralph - Cycle ${cycle}\n`);
  await writeFile(`${stem}.json`, JSON.stringify({ review, evidence: { ...evidence, target } }));
  await utimes(`${stem}.json`, at, at);
}

/** The dashboard of a folder, and its address as it printed it. */
async function served(reviews: string, ...more: string[]): Promise<string> {
  const run = start([
    'dashboard',
    '--port',
    '0',
    '--reviews',
    reviews,
    '--allow-run',
    '--allow-import',
    ...more,
  ]);
  ends.push(() => {
    run.child.kill('SIGTERM');
    return run.ended;
  });
  await run.saying('http://');
  return /http:\/\/\S+/.exec(run.said())?.[0] ?? '';
}

/** A page, what it asked of others than its own server, and its errors. */
async function opened(address: string) {
  const page = await browser.newPage();
  const { origin } = new URL(address);
  const asked: string[] = [];
  const errors = errorsOf(page);
  page.on('request', (request) => !request.url().startsWith(origin) && asked.push(request.url()));
  await page.goto(address);
  return { page, origin, asked, errors };
}

const isLive = (page: Page) =>
  expect.poll(() => page.locator('#live').getAttribute('data-state'), patience).toBe('live');

const pagesOf = (newest: number): readonly string[] => [
  ...[
    '/',
    '/?last=all',
    '/cycles?last=all',
    '/streaks',
    '/window?last=50',
    '/metric?id=llm.e2el_ms&last=all',
  ],
  ...[
    '/metric?id=tests.state',
    `/compare?a=1&b=${newest}`,
    `/cycles/${newest}`,
    '/run',
    '/import',
    '/nothing',
  ],
];

beforeAll(async () => {
  if (noBrowser !== '') return;
  root = await mkdtemp(join(tmpdir(), 'ralph-pages-'));
  kept = JSON.parse(await readFile(await keptReview(join(root, 'one')), 'utf8'));
  browser = await launch();
}, WHOLE_MS);

afterAll(async () => {
  await Promise.all(ends.map((end) => end()));
  await browser?.close();
  if (root) await rm(root, { recursive: true, force: true });
}, WHOLE_MS);

describe.skipIf(noBrowser !== '')(`the dashboard in a browser${noBrowser}`, () => {
  it.each([
    [1, 'en', false],
    [12, 'en', true],
    [1000, 'fr', false],
  ] as const)(
    'is whole and for everybody, narrow and wide, light and dark, with %d reviews in %s, hostile: %j',
    async (count, lang, isHostile) => {
      const address = await served(await folderOf(count, isHostile), '--lang', lang);
      const { page, origin, asked, errors } = await opened(address);
      const more = isHostile ? [`/?target=${encodeURIComponent(HOSTILE)}`, '/cycles/12', '/window'] : [];
      for (const path of [...pagesOf(count), ...more]) {
        for (const [width, colorScheme] of [
          [360, 'dark'],
          [1600, 'light'],
        ] as const) {
          await page.setViewportSize({ width, height: 800 });
          await page.emulateMedia({ colorScheme });
          await page.goto(`${origin}${path}`);
          await isLive(page);
          await unfold(page);
          expect([path, await widthOf(page)]).toEqual([path, width]);
          expect([path, await emptyCharts(page)]).toEqual([path, []]);
          expect([path, await violations(page)]).toEqual([path, []]);
        }
      }
      expect(await page.locator('img, script:not(body > script)').count()).toBe(0);
      expect(asked).toEqual([]);
      // A browser says so of the page that is not there.
      expect(errors.filter((line) => !line.includes('404'))).toEqual([]);
      await page.close();
    },
    WHOLE_MS,
  );

  it(
    'shows a review as soon as it lands, what is folded out and where somebody reads left as it was',
    async () => {
      const reviews = await folderOf(60);
      const { page, errors } = await opened(await served(reviews, '--lang', 'en'));
      await page.goto(`${new URL(page.url()).origin}/window?last=60`);
      await isLive(page);
      await page
        .locator('details')
        .first()
        .evaluate((each) => each.setAttribute('open', ''));
      await page.evaluate('scrollTo(0, 300)');
      await put(reviews, 61, false);
      await expect.poll(() => page.locator('main').textContent(), patience).toContain('61');
      expect(await page.locator('details').first().getAttribute('open')).toBe('');
      expect(await page.evaluate('scrollY')).toBe(300);
      expect(errors).toEqual([]);
      await page.close();
    },
    WHOLE_MS,
  );

  it(
    'shows no longer what was damaged or deleted while somebody looks at it',
    async () => {
      const reviews = await folderOf(4);
      const { page, origin } = await opened(await served(reviews, '--lang', 'en'));
      await page.goto(`${origin}/cycles/3`);
      await isLive(page);
      const name = (await readdir(reviews)).find((each) => each.endsWith('cycle-003.json')) ?? '';
      await writeFile(join(reviews, name), '{ "cut');
      await expect.poll(() => page.locator('main').textContent(), patience).toContain('not JSON');
      for (const each of [name, name.replace('.json', '.md')]) await rm(join(reviews, each));
      await expect
        .poll(() => page.locator('main').textContent(), patience)
        .toContain('no review is of cycle 3');
      await page.close();
    },
    WHOLE_MS,
  );

  it(
    'keeps a form that somebody fills in, says that there is more, and keeps the token for this tab alone',
    async () => {
      const reviews = await folderOf(3);
      const address = await served(reviews, '--lang', 'en');
      const { page, origin, errors } = await opened(address);
      expect(page.url()).toBe(`${origin}/`);
      await page.goto(`${origin}/run`);
      const token = /#open-(.+)$/.exec(address)?.[1];
      expect(await page.locator('input[name=token]').inputValue()).toBe(token);
      await page.goto(`${origin}/compare`);
      await isLive(page);
      await page.locator('select[name=a]').selectOption('1');
      await put(reviews, 4, false);
      await expect.poll(() => page.locator('#live').getAttribute('data-state'), patience).toBe('newer');
      expect(await page.locator('select[name=a]').inputValue()).toBe('1');
      await page.getByRole('button', { name: 'Compare' }).click();
      await expect.poll(() => page.locator('table').count(), patience).toBe(1);
      await page.goto(`${origin}/`);
      await page.locator('.strip rect').first().click();
      await page.waitForURL(`${origin}/cycles/1`);
      const other = await (await browser.newContext()).newPage();
      await other.goto(`${origin}/run`);
      expect(await other.locator('input[name=token]').inputValue()).toBe('');
      expect(errors).toEqual([]);
      await other.close();
      await page.close();
    },
    WHOLE_MS,
  );
});
