import { accessSync, constants } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { endWithFile } from '../contract/stack-under-test.ts';

const places = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** A browser of this machine; null where there is none. */
export const browserPath: string | null = places.find((path) => path && isProgram(path)) ?? null;

/** Why tests in a browser are skipped, for their names; empty where they are not. */
export const noBrowser = browserPath
  ? ''
  : ' (skipped: no chromium on this machine; CHROME_PATH may name one)';

const FLAGS = [
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Starts it; whoever does closes it. */
export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath ?? '', args: FLAGS });

/** What goes wrong on a page from now on: what its console calls an error, what its scripts throw, what opens a dialog. */
export function errorsOf(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('dialog', (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  return errors;
}

let launched: Promise<Browser> | null = null;

async function browser(): Promise<Browser> {
  if (!launched) {
    launched = launch();
    endWithFile(async () => (await launched)?.close());
  }
  return launched;
}

/** Where every wait of a test ends in failure; no test is about how long something takes. */
export const patience = { timeout: 30_000, interval: 20 };

/** A page of a test and what it did beside what is seen. */
export interface TalkPage {
  readonly page: Page;
  /** Errors of the console and the scripts. */
  readonly errors: readonly string[];
  /** Addresses that it asked for, those of sockets included. */
  readonly asked: readonly string[];
  /** Types a message and presses Enter. */
  say(words: string): Promise<void>;
  /** Resolves once the page says that it is in that state. */
  reaches(state: string): Promise<void>;
}

interface Visit {
  readonly width?: number;
  readonly locale?: string;
  /** A script that runs before those of the page. */
  readonly before?: string;
}

/** Opens `/talk` of a stack in a profile of its own. */
export async function visit(url: string, { width = 900, locale = 'en-GB', before }: Visit = {}) {
  const context = await (await browser()).newContext({ locale, viewport: { width, height: 700 } });
  context.setDefaultTimeout(patience.timeout);
  const page = await context.newPage();
  const errors = errorsOf(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('websocket', (socket) => asked.push(socket.url()));
  if (before !== undefined) await page.addInitScript({ content: before });
  await page.goto(`${url}/talk`);
  const talk: TalkPage = {
    page,
    errors,
    asked,
    async say(words) {
      await page.locator('#message').fill(words);
      await page.locator('#message').press('Enter');
    },
    async reaches(state) {
      await expect.poll(() => page.locator('#status').getAttribute('data-state'), patience).toBe(state);
    },
  };
  return talk;
}
