import { describe, expect, it, onTestFinished } from 'vitest';
import { browserPath, noBrowser, patience } from '../../src/backend/trials/browser.ts';
import { start } from '../smoke/ralph.ts';
import { photographer } from './picture.ts';

/** The reference stack, without limits. */
async function stack(): Promise<string> {
  const serving = start(['serve', '--port', '0', '--rate-limit', '0', '--tts-engines', 'tone']);
  onTestFinished(async () => {
    serving.child.kill();
    await serving.ended;
  });
  await serving.saying('http://');
  return /http:\S+/.exec(serving.said())?.[0] ?? '';
}

describe.skipIf(browserPath === null)(`the pictures of the documentation are current${noBrowser}`, () => {
  it('talk', async () => {
    const camera = await photographer();
    onTestFinished(camera.close);
    const page = await camera.open();
    await page.goto(`${await stack()}/talk`);
    const state = page.locator('#status');
    await expect.poll(() => state.getAttribute('data-state'), patience).toBe('ready');
    await page.locator('#message').fill('Tell me about the sea');
    await page.locator('#message').press('Enter');
    await expect.poll(() => page.locator('.turn').last().getAttribute('data-outcome'), patience).toBe('done');
    await expect.poll(() => state.getAttribute('data-state'), patience).toBe('ready');
    expect(await camera.stale('talk', page)).toBeUndefined();
  });
});
