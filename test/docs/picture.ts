import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launch } from '../../src/backend/trials/browser.ts';
import { root } from '../smoke/ralph.ts';

/** Times differ from picture to picture; a page that was changed differs by more. */
const MOST_DIFFERENT = 0.003;

/** Runs in the browser: the share of pixels of two pictures that differ visibly, 1 where their sizes do. */
const DIFFERENCE = `async ([before, now]) => {
  const pixels = async (data) => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + data;
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await pixels(before), await pixels(now)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  const differs = (at) => [0, 1, 2].some((band) => Math.abs(a.data[at + band] - b.data[at + band]) > 40);
  let differing = 0;
  for (let at = 0; at < a.data.length; at += 4) if (differs(at)) differing++;
  return (4 * differing) / a.data.length;
}`;

/** Runs in the browser: how wide its fonts set a line. */
const LINE_WIDTH = `(() => {
  const line = new OffscreenCanvas(1, 1).getContext('2d');
  line.font = '16px sans-serif';
  return Math.round(line.measureText('The quick brown fox hears 123 ms').width);
})()`;

const PICTURES = join(root, 'docs/pictures');
const TAKEN_WITH = join(root, 'test/docs/taken-with.json');

/** A browser for pictures: light, still, of one size. */
export async function photographer() {
  const browser = await launch();
  const open = async (): Promise<Page> =>
    browser.newPage({
      viewport: { width: 960, height: 600 },
      colorScheme: 'light',
      reducedMotion: 'reduce',
      locale: 'en',
    });
  const blank = await open();
  const [chrome = ''] = browser.version().split('.');
  const own = JSON.stringify({ chrome, lineWidthPx: await blank.evaluate<number>(LINE_WIDTH) }, null, 2);
  await blank.close();
  const isTaking = process.env.RALPH_PICTURES !== undefined;
  if (isTaking) await writeFile(TAKEN_WITH, `${own}\n`);
  const theirs = (await readFile(TAKEN_WITH, 'utf8')).trim();
  return {
    open,
    /** Why this browser draws other letters than the one that took the pictures; undefined where it does not. */
    unlike: own === theirs ? undefined : `the pictures were taken with ${theirs}, this browser is ${own}`,
    /**
     * Why the picture of this name in `docs/pictures` is stale; undefined where it is not. With RALPH_PICTURES set it is
     * taken anew.
     */
    async stale(name: string, page: Page): Promise<string | undefined> {
      const taken = await page.screenshot({ animations: 'disabled', caret: 'hide' });
      const file = join(PICTURES, `${name}.png`);
      if (isTaking) await writeFile(file, taken);
      const kept = await readFile(file);
      const judge = await open();
      const share = await judge.evaluate<number>(
        `(${DIFFERENCE})(${JSON.stringify([kept, taken].map((each) => each.toString('base64')))})`,
      );
      await judge.close();
      return share <= MOST_DIFFERENT
        ? undefined
        : `${(100 * share).toFixed(2)} % of it differ: npm run pictures`;
    },
    close: () => browser.close(),
  };
}
