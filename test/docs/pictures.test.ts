import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { syntheticReview } from '../../benchmarks/history/synthetic-review.js';
import { browserPath, noBrowser, patience } from '../../src/backend/trials/browser.ts';
import { keptReview } from '../smoke/kept-review.ts';
import { root, served } from '../smoke/ralph.ts';
import { photographer } from './picture.ts';

/** The address of a command that serves until the test is over. */
async function addressOf(...words: readonly string[]): Promise<string> {
  const { url, stop } = await served(words);
  onTestFinished(stop);
  return url;
}

/** A folder of reviews that one could have, the same each time. */
async function history(cycles: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ralph-pictures-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [one, reviews] = [join(folder, 'one'), join(folder, 'reviews')];
  const kept = JSON.parse(await readFile(await keptReview(one, '--lang', 'en'), 'utf8'));
  await mkdir(reviews);
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const each = syntheticReview(kept, cycle);
    const stem = `${each.review.reviewedAt.slice(0, 10)}-cycle-${String(cycle).padStart(3, '0')}`;
    await writeFile(join(reviews, `${stem}.json`), JSON.stringify(each));
    await writeFile(join(reviews, `${stem}.md`), `# Cycle ${cycle}\n`);
  }
  return reviews;
}

describe.skipIf(browserPath === null)(`the pictures of the documentation are current${noBrowser}`, () => {
  it('talk', async ({ skip }) => {
    const camera = await photographer();
    onTestFinished(camera.close);
    skip(camera.unlike !== undefined, camera.unlike);
    const page = await camera.open();
    await page.goto(`${await addressOf('serve', '--rate-limit', '0', '--tts-engines', 'tone')}/talk`);
    const state = page.locator('#status');
    await expect.poll(() => state.getAttribute('data-state'), patience).toBe('ready');
    await page.locator('#message').fill('Tell me about the sea');
    await page.locator('#message').press('Enter');
    await expect.poll(() => page.locator('.turn').last().getAttribute('data-outcome'), patience).toBe('done');
    await expect.poll(() => state.getAttribute('data-state'), patience).toBe('ready');
    expect(await camera.stale('talk', page)).toBeUndefined();
  });

  it('report', async ({ skip }) => {
    const camera = await photographer();
    onTestFinished(camera.close);
    skip(camera.unlike !== undefined, camera.unlike);
    const page = await camera.open();
    await page.goto(pathToFileURL(join(root, 'fixtures/reviews/cycle-59.en.html.html')).href);
    expect(await camera.stale('report', page)).toBeUndefined();
  });

  it('dashboard', async ({ skip }) => {
    const camera = await photographer();
    onTestFinished(camera.close);
    skip(camera.unlike !== undefined, camera.unlike);
    const page = await camera.open();
    await page.goto(await addressOf('dashboard', '--lang', 'en', '--reviews', await history(60)));
    await expect.poll(() => page.getByText('live', { exact: true }).count(), patience).toBe(1);
    expect(await camera.stale('dashboard', page)).toBeUndefined();
  });
});
