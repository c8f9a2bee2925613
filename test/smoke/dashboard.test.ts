import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptReview } from './kept-review.ts';
import { folder, ralph, start } from './ralph.ts';

const WHOLE_MS = 180_000;

/** The real command, listening on a port of its own. */
async function dashboard(args: readonly string[], cwd: string) {
  const run = start(['dashboard', '--port', '0', ...args], { cwd });
  await run.saying('http://');
  const [, url = '', token] = /(http:\/\/\S+?)\/(?:#open-(\S+))?\n/.exec(run.said()) ?? [];
  return { ...run, url, token };
}

/** The events of a dashboard, as they come. */
async function eventsOf(url: string) {
  const controller = new AbortController();
  const { body, headers } = await fetch(`${url}/events`, { signal: controller.signal });
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  return {
    type: headers.get('content-type'),
    async until(pattern: RegExp): Promise<string> {
      for (;;) {
        const found = pattern.exec(heard);
        if (found) return found[1] ?? '';
        const piece = await reader?.read();
        if (!piece || piece.done) throw new Error(`the events ended:\n${heard}`);
        heard += piece.value;
      }
    },
    close: () => controller.abort(),
  };
}

let one: string;
let kept: string;

/** Puts a review into a folder as a run does that ends: under a hidden name first. */
async function land(reviews: string): Promise<string> {
  await mkdir(reviews, { recursive: true });
  const name = basename(kept);
  await copyFile(kept, join(reviews, name));
  await utimes(join(reviews, name), new Date(2026, 0, 1), new Date(2026, 0, 1));
  return name;
}

beforeAll(async () => {
  one = await mkdtemp(join(tmpdir(), 'ralph-dashboard-'));
  kept = await keptReview(one);
});
afterAll(() => rm(one, { recursive: true, force: true }));

describe('ralph dashboard', () => {
  it(
    'shows a folder that does not exist yet, hears of the review that lands, and ends when it is told to',
    async () => {
      const cwd = await folder();
      const { url, child, ended, token } = await dashboard(['--reviews', 'reviews', '--lang', 'en'], cwd);
      expect(token).toBeUndefined();
      expect(await (await fetch(url)).text()).toContain('There is no review yet.');
      const events = await eventsOf(url);
      expect(events.type).toBe('text/event-stream; charset=utf-8');
      const before = await events.until(/event: seen\ndata: (\S+)/);
      await land(join(cwd, 'reviews'));
      expect(await events.until(new RegExp(`data: (?!${before})(\\S+)`))).not.toBe(before);
      const page = await (await fetch(url)).text();
      expect(page).toContain('<h1>eva</h1>');
      expect(page).toContain('href="/cycles/59"');
      expect((await fetch(`${url}/cycles/59`)).status).toBe(200);
      expect((await fetch(`${url}/run`, { method: 'POST' })).status).toBe(403);
      child.kill('SIGTERM');
      expect((await ended).code).toBe(0);
    },
    WHOLE_MS,
  );

  it(
    'starts a cycle of the stack of its folder for who has the token, and shows the review that comes of it',
    async () => {
      const cwd = await folder();
      await writeFile(
        join(cwd, 'ralph.config.yaml'),
        'target: { name: dead, url: "http://127.0.0.1:9", gpu: ignore }\nsamples: { idle: 1ms }\n',
      );
      const { url, token, child, ended } = await dashboard(['--allow-run', '--lang', 'fr'], cwd);
      expect(token).toMatch(/^[\w-]{32}$/);
      const events = await eventsOf(url);
      const run = (body: string) =>
        fetch(`${url}/run`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(body) });
      expect((await run('token=no')).status).toBe(401);
      expect((await run(`token=${token}`)).status).toBe(303);
      expect((await run(`token=${token}`)).status).toBe(409);
      await events.until(/event: lines\ndata: (.*review written.*|.*revue écrite.*)\n/);
      await events.until(/data: \S+-(2)\n/);
      expect(await (await fetch(`${url}/run`)).text()).toContain('échoué');
      expect(await (await fetch(url)).text()).toContain('<h1>dead</h1>');
      expect((await readdir(join(cwd, 'reviews'))).filter((name) => name.endsWith('.md'))).toHaveLength(1);
      child.kill('SIGTERM');
      expect((await ended).code).toBe(0);
    },
    WHOLE_MS,
  );

  it(
    'ends a cycle that it started with itself, its journal kept',
    async () => {
      const cwd = await folder();
      const { url, token, child, ended } = await dashboard(['--allow-run', '--lang', 'en'], cwd);
      const events = await eventsOf(url);
      await fetch(`${url}/run`, { method: 'POST', body: new URLSearchParams(`token=${token}`) });
      await events.until(/event: lines\ndata: (.*Backend health.*)\n/);
      child.kill('SIGINT');
      expect((await ended).code).toBe(0);
      const left = await readdir(join(cwd, 'reviews'));
      expect(left.filter((name) => name.startsWith('.ralph-run-'))).toHaveLength(1);
      expect(left.filter((name) => /^\d.*\.json$/.test(name))).toEqual([]);
    },
    WHOLE_MS,
  );

  it.each([
    [['--allow-run', '--host', '0.0.0.0'], '--allow-run: found --host 0.0.0.0 too'],
    [['--allow-import', '--host', '::'], '--allow-import: found --host :: too'],
    [['--port', 'http'], '--port: found "http"'],
    [['--port', '99999'], 'expected a number from 0 to 65535'],
    [['--host', '203.0.113.7'], 'found an address that is not this machine’s'],
    [['--allow-host', 'http://x'], '--allow-host: found "http://x"'],
  ])('%j is refused', async (args, said) => {
    const { code, stderr } = await ralph(['dashboard', ...args], { cwd: await folder() });
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
  });
});

describe('ralph report --html', () => {
  it('writes one page that leads to the reviews, and says its first sentence', async () => {
    const cwd = await folder();
    const name = await land(join(cwd, 'reviews'));
    const args = [
      'report',
      '--reviews',
      'reviews',
      '--last',
      '5',
      '--html',
      'week.html',
      '--lang',
      'en',
      '--fail-on',
      'never',
    ];
    const { code, stdout, stderr } = await ralph(args, { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const page = await readFile(join(cwd, 'week.html'), 'utf8');
    expect(page).toContain(`href="reviews/${name.replace('.json', '.md')}"`);
    expect(stdout).toMatch(/^eva: ATTENTION in one cycle \(59\)/);
    expect(page).not.toMatch(/https?:\/\/(?!localhost)/);
    const nowhere = await ralph([...args.slice(0, -4), '--html', 'no/such/week.html'], { cwd });
    expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('--html: found no folder')]);
  });
});
