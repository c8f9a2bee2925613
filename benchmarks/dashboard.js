// How soon the overview of many reviews is painted: a browser opens it right after `ralph dashboard` has said its address.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { syntheticReview } from './history/synthetic-review.js';

const { values } = parseArgs({ options: { reviews: { type: 'string', default: '1000' } } });
const RUNS = 5;
const ralph = fileURLToPath(new URL('../bin/ralph.js', import.meta.url));
const evidence = fileURLToPath(new URL('../fixtures/evidence/cycle-59.json', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'ralph-dashboard-'));
const reviews = join(root, 'reviews');

const ended = (args) => once(spawn(process.execPath, [ralph, ...args], { stdio: 'ignore' }), 'exit');

async function write(count) {
  const one = join(root, 'one');
  await ended(['judge', evidence, '--reviews', one, '-q', '--fail-on', 'never']);
  const name = readdirSync(one).find((each) => each.endsWith('.json'));
  const kept = JSON.parse(readFileSync(join(one, name), 'utf8'));
  mkdirSync(reviews);
  for (let cycle = 1; cycle <= count; cycle++) {
    const review = syntheticReview(kept, cycle);
    const at = review.review.reviewedAt;
    const file = join(reviews, `${at.slice(0, 10)}-cycle-${String(cycle).padStart(3, '0')}.json`);
    writeFileSync(file, JSON.stringify(review));
    utimesSync(file, new Date(at), new Date(at));
  }
}

/** From the request to the first paint of content, in a fresh server and a fresh page. */
async function painted(browser, path) {
  const server = spawn(process.execPath, [ralph, 'dashboard', '--reviews', reviews, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const [line] = await once(server.stdout, 'data');
    const page = await browser.newPage();
    await page.goto(new URL(path, String(line).trim()).href);
    const read = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime";
    let ms = await page.evaluate(read);
    // The policy of the page lets nobody wait in it.
    while (ms === undefined) ms = await page.evaluate(read);
    await page.close();
    return ms;
  } finally {
    server.kill('SIGTERM');
  }
}

try {
  await write(Number(values.reviews));
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  process.stdout.write(
    `${values.reviews} reviews, no index: ${(await painted(browser, '/')).toFixed(0)} ms\n`,
  );
  for (const path of ['/', '/?last=all']) {
    const all = [];
    for (let run = 0; run < RUNS; run++) all.push(await painted(browser, path));
    const shown = all.toSorted((a, b) => a - b).map((ms) => ms.toFixed(0));
    process.stdout.write(`${values.reviews} reviews, index at hand, ${path}: ${shown.join(', ')} ms\n`);
  }
  await browser.close();
} finally {
  rmSync(root, { recursive: true, force: true });
}
