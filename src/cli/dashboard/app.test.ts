import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { folderArchive } from '../../archive/folder/archive.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { maskFor } from '../../domain/secrets/mask.ts';
import { DASHBOARD_WORDS } from '../../reporters/dashboard/words.ts';
import { keep } from '../keep.ts';
import { recordMaker } from '../record-maker.ts';
import { dashboardApp } from './app.ts';
import { cycleRunner } from './cycle-runner.ts';
import { doorOf } from './door.ts';
import { eventHub } from './event-hub.ts';
import { shelfOf } from './shelf.ts';

const TOKEN = 'a-token-for-the-test';
const HOST = '127.0.0.1:4747';
const HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
const SECRET = 'sk-a-secret-that-nobody-should-see';

let folder: string;

const evidence = async (cycle: number): Promise<Evidence> =>
  JSON.parse(
    await readFile(new URL(`../../../fixtures/evidence/cycle-${cycle}.json`, import.meta.url), 'utf8'),
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ralph-dashboard-'));
  const keeping = { lang: 'en', wanted: {}, say: () => {}, secrets: [] } as const;
  for (const cycle of [58, 59])
    await keep(await evidence(cycle), folderArchive(folder), { ...keeping, cycle });
  const { target, ...other } = await evidence(59);
  const hostile = { ...other, target: { ...target, name: HOSTILE, url: `http://x/${SECRET}` } };
  await keep(hostile, folderArchive(folder), { ...keeping, cycle: 60 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A dashboard whose cycles end when they are told to. */
function dashboard(allowed = { run: true, import: true }, reviews = folder) {
  const archive = folderArchive(reviews);
  let end: (code: number) => void = () => {};
  const said: string[] = [];
  const hub = eventHub(() => []);
  const runner = cycleRunner({
    run: () =>
      new Promise((resolve) => {
        end = resolve;
      }),
    now: () => '2026-01-01T00:00:00Z',
    on: () => {},
  });
  const app = dashboardApp({
    ...{ hub, runner, seen: () => 'x', mask: maskFor([SECRET]), say: (line: string) => void said.push(line) },
    library: { archive, lang: 'en', tolerancePct: 10, allowed, secrets: () => [SECRET] },
    shelf: shelfOf(archive, recordMaker(archive)),
    door: doorOf('127.0.0.1', [], TOKEN),
  });
  onTestFinished(async () => {
    hub.close();
    await app.close();
  });
  const get = (url: string, headers: Record<string, string> = {}) =>
    app.inject({ url, headers: { host: HOST, ...headers } });
  const post = (url: string, payload: string, headers: Record<string, string> = {}) =>
    app.inject({
      ...{ method: 'POST', url, payload },
      headers: { host: HOST, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  return { get, post, runner, said, end: (code: number) => end(code) };
}

const hostile = encodeURIComponent(HOSTILE);
const PAGES = [
  ...[
    '/',
    '/?target=eva',
    `/?target=${hostile}`,
    '/?target=eva&last=all',
    '/cycles?target=eva',
    '/streaks?target=eva',
  ],
  ...[
    '/metric?id=score&target=eva',
    '/metric?id=llm.e2el_ms&target=eva',
    '/metric?id=tests.state&target=eva',
  ],
  ...[
    `/streaks?target=${hostile}`,
    '/compare?target=eva',
    '/compare?a=58&b=59',
    '/window?target=eva',
    '/window',
  ],
  ...['/cycles/59', '/cycles/60', '/run', '/import'],
];

describe('pages', () => {
  test.each(PAGES)(
    '%s is drawn, under a policy that lets nothing of others run, with no tag of a stack',
    async (url) => {
      const { get, said } = dashboard();
      const { statusCode, headers, body } = await get(url);
      expect({ statusCode, said }).toEqual({ statusCode: 200, said: [] });
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; style-src 'sha256-.*frame-ancestors 'none'$/,
      );
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
      expect(body).not.toMatch(/<img|<script>alert|onerror=alert\(1\)>/);
      expect(body.match(/<h1[ >]/g)).toHaveLength(1);
      expect(body).not.toContain(SECRET);
      expect(body).not.toMatch(/ style="/);
    },
  );

  test('several targets stand beside each other, and a page of one names the others', async () => {
    const { get } = dashboard();
    expect((await get('/')).body).toMatch(/<h2><a href="\/\?target=eva">eva<\/a><\/h2>/);
    expect((await get('/?target=eva')).body).toContain('aria-label="Targets"');
  });

  test('the overview shows what still stands', async () => {
    const { body } = await dashboard().get('/?target=eva');
    const [, open = ''] = body.split(`<h2>${DASHBOARD_WORDS.en.open}</h2>`);
    expect(open.split('</section>')[0]).toContain('<code>gpu-idle</code>');
  });

  test('a cycle leads to those beside it of its own target', async () => {
    const { body } = await dashboard().get('/cycles/59');
    expect(body).toContain('href="/cycles/58"');
    expect(body).toContain('href="/compare?a=58&amp;b=59"');
    expect(body).not.toContain('href="/cycles/60"');
  });

  test('two cycles beside each other: as many worse and better as the review of the later counts', async () => {
    const { body } = await dashboard().get('/compare?a=58&b=59');
    const { changes } = JSON.parse((await dashboard().get('/cycles/59/review.json')).body).review;
    const count = (kind: string): number =>
      changes.filter((each: { kind: string }) => each.kind === kind).length;
    // A count of none alarms nobody.
    const tone = (kind: string, own: string): string => (count(kind) === 0 ? 'plain' : own);
    expect(count('worse')).not.toBe(count('better'));
    expect(body).toMatch(
      new RegExp(
        `tone-${tone('worse', 'bad')}">${count('worse')} [^<]*</span> <span class="badge tone-${tone('better', 'good')}">${count('better')} `,
      ),
    );
  });

  test('the files of a review are given as they are, without secrets, and run nowhere', async () => {
    const { get } = dashboard();
    const json = await get('/cycles/60/review.json');
    expect(JSON.parse(json.body).review.cycle).toBe(60);
    expect(json.body).not.toContain(SECRET);
    expect(json.headers['content-security-policy']).toContain('sandbox');
    const markdown = await get('/cycles/60/review.md');
    expect([markdown.headers['content-type'], markdown.body.slice(0, 4)]).toEqual([
      'text/plain; charset=utf-8',
      '---\n',
    ]);
  });

  test('the last day is that of who asks, though nothing landed since somebody asked before', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const { get } = dashboard();
    const rowsAfter = async (hours: number): Promise<boolean> => {
      vi.setSystemTime(Date.parse((await evidence(59)).observedAt) + hours * 3_600_000);
      return (await get('/window?target=eva&since=24h')).body.includes('href="/cycles/59"');
    };
    expect([await rowsAfter(1), await rowsAfter(90)]).toEqual([true, false]);
  });

  test('an empty folder has an overview that says what to do', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'ralph-dashboard-'));
    onTestFinished(() => rm(empty, { recursive: true }));
    const { get } = dashboard({ run: false, import: false }, empty);
    const { statusCode, body } = await get('/');
    expect([statusCode, body]).toEqual([200, expect.stringContaining('<code>ralph review</code>')]);
    expect(body).not.toContain('href="/run"');
    for (const url of ['/streaks', '/window', '/compare'])
      expect((await get(url)).statusCode).toBeLessThan(500);
  });
});

describe('what cannot be had', () => {
  test.each([
    ['/nothing', 404],
    ['/cycles/7', 404],
    ['/cycles/../../etc/passwd', 404],
    ['/cycles/..%2f..%2fetc%2fpasswd', 404],
    ['/cycles/59/..%2f..%2f.ralph-index.sqlite', 404],
    ['/cycles/59.json', 404],
    ['/cycles/7/review.json', 404],
    ['/cycles/000000000059', 404],
    ['/?target=nobody', 404],
    ['/?last=0', 400],
    ['/window?since=noon', 400],
    ['/metric?id=constructor', 404],
    ['/compare?a=58&b=../59', 404],
    ['/compare?a=58&b=1', 400],
    ['/%zz', 400],
    [`/?target=${'x'.repeat(10_000)}`, 404],
  ])('%s: %d, as a page without a stack trace', async (url, status) => {
    const { get, said } = dashboard();
    const { statusCode, body } = await get(url);
    expect({ statusCode, said }).toEqual({ statusCode: status, said: [] });
    expect(body).not.toMatch(/\n\s+at /);
    expect(body).not.toContain('root:x:');
  });

  test.each(['md', 'json'])(
    'a link, a pipe or a folder in place of a review.%s gives nothing',
    async (kind) => {
      const reviews = await mkdtemp(join(tmpdir(), 'ralph-dashboard-'));
      onTestFinished(() => rm(reviews, { recursive: true }));
      const at = (cycle: number): string => join(reviews, `2026-01-01-cycle-00${cycle}.${kind}`);
      await writeFile(join(reviews, 'secret'), 'found elsewhere');
      await symlink(join(reviews, 'secret'), at(1));
      await symlink('/dev/zero', at(2));
      await mkdir(at(3));
      await promisify(execFile)('mkfifo', [at(4)]);
      const { get } = dashboard(undefined, reviews);
      for (const cycle of [1, 2, 3, 4]) {
        const { statusCode, body } = await get(`/cycles/${cycle}/review.${kind}`);
        expect([cycle, statusCode, body.includes('found elsewhere')]).toEqual([cycle, 404, false]);
      }
    },
  );

  test.each(['evil.example', 'evil.example:4747', '10.0.0.1'])(
    'a name that was pointed here (%s) gets nothing',
    async (host) => {
      const { statusCode, body } = await dashboard().get('/', { host });
      expect([statusCode, body.includes('eva')]).toEqual([421, false]);
    },
  );
});

describe('pages of others', () => {
  const of = (site: string, mode: string, dest: string) => ({
    ...{ 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest },
  });

  test.each([
    ['an image', of('cross-site', 'no-cors', 'image')],
    ['a fetch of a page on another port', of('same-site', 'no-cors', 'empty')],
    ['a frame', of('cross-site', 'navigate', 'iframe')],
  ])('load nothing from here: %s', async (_, headers) => {
    const { get } = dashboard();
    for (const url of ['/', '/events', '/window?last=all', '/cycles/59/review.json'])
      expect((await get(url, headers)).statusCode).toBe(403);
  });

  test.each([
    ['who follows a link', of('cross-site', 'navigate', 'document')],
    ['who types the address', of('none', 'navigate', 'document')],
    ['a page of its own', of('same-origin', 'cors', 'empty')],
  ])('and %s gets it', async (_, headers) => {
    expect((await dashboard().get('/cycles/59', headers)).statusCode).toBe(200);
  });
});

describe('what does something', () => {
  const form = `token=${TOKEN}`;

  test.each([
    ['without a token', '', {}, 401],
    ['with another token', 'token=guess', {}, 401],
    ['from a page of another site', form, { origin: 'https://evil.example' }, 403],
    ['from a page of another port', form, { origin: 'http://127.0.0.1:8000' }, 403],
    ['from a page without an origin', form, { origin: 'null' }, 403],
    [
      'under a name that was pointed here',
      form,
      { host: 'evil.example', origin: 'http://evil.example' },
      421,
    ],
    ['as JSON', `{"token":"${TOKEN}"}`, { 'content-type': 'application/json' }, 415],
    ['as plain text', form, { 'content-type': 'text/plain' }, 415],
    ['too large', `${form}&x=${'x'.repeat(9000)}`, {}, 413],
  ])('%s starts no cycle', async (_, body, headers, status) => {
    const { post, runner } = dashboard();
    expect((await post('/run', body, headers)).statusCode).toBe(status);
    expect(runner.cycle).toBeNull();
  });

  test('a GET starts no cycle, nor does anything where it was not allowed', async () => {
    const { get } = dashboard();
    expect((await get(`/run?${form}`)).statusCode).toBe(200);
    const { post, runner } = dashboard({ run: false, import: false });
    expect((await post('/run', form)).statusCode).toBe(403);
    expect((await post('/import', form)).statusCode).toBe(403);
    expect(runner.cycle).toBeNull();
  });

  test('what was not allowed is refused before anything of its body is read', async () => {
    const { post } = dashboard({ run: false, import: false });
    const type = { 'content-type': 'multipart/form-data; boundary=b' };
    expect((await post('/import', 'x'.repeat(17 * 1024 * 1024), type)).statusCode).toBe(403);
  });

  test('with the token, from its own page or a script, one cycle at a time', async () => {
    const { get, post, runner, end } = dashboard();
    const started = await post('/run', form, { origin: `http://${HOST}` });
    expect([started.statusCode, started.headers.location]).toEqual([303, '/run']);
    expect((await get('/run')).body).toContain('action="/run/stop"');
    expect((await post('/run', form)).statusCode).toBe(409);
    end(1);
    await runner.close();
    expect((await get('/run')).body).toContain('failed');
    expect((await post('/run/stop', form)).statusCode).toBe(409);
    expect((await post('/run', '', { authorization: `Bearer ${TOKEN}` })).statusCode).toBe(303);
    expect((await post('/run/stop', form)).statusCode).toBe(303);
    end(130);
  });
});

describe('reviews that are taken over', () => {
  const boundary = 'b';
  const part = (name: string, body: string, file?: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"\r\ncontent-type: text/markdown`}\r\n\r\n${body}\r\n`;
  const send = (parts: readonly string[]) =>
    [
      `${parts.join('')}--${boundary}--\r\n`,
      { 'content-type': `multipart/form-data; boundary=${boundary}` },
    ] as const;
  const REVIEW =
    '---\ncycle: 12\nreviewed_at: 2025-01-02T03:04:05Z\nstatus: OK\nscore: 8/10 (80%)\n---\n# Ralph - Cycle 12\n';

  test('are kept under their number, their page escaped; what is none says why; no file lands outside', async () => {
    const reviews = await mkdtemp(join(tmpdir(), 'ralph-dashboard-'));
    onTestFinished(() => rm(reviews, { recursive: true }));
    const { get, post, said } = dashboard(undefined, reviews);
    const files = [
      part('files', `${REVIEW}${HOSTILE}\n`, '../../../tmp/evil.md'),
      part('files', '{}', 'x.json'),
    ];
    const [body, headers] = send([part('token', TOKEN), part('target', 'old'), ...files]);
    const answer = await post('/import', body, headers);
    expect({ status: answer.statusCode, said }).toEqual({ status: 200, said: [] });
    expect(answer.body).toContain('href="/cycles/12"');
    expect(answer.body).toContain('found JSON, expected the Markdown of a review');
    const page = await get('/cycles/12');
    expect([page.statusCode, page.body.includes('<img')]).toEqual([200, false]);
    expect(page.body).toContain('&lt;img src=x');
    expect((await readdir(reviews)).filter((name) => !name.startsWith('.'))).toEqual([
      '2025-01-02-cycle-012.json',
      '2025-01-02-cycle-012.md',
    ]);
    expect((await post('/import', body, headers)).body).toContain('there already');
    expect((await get('/')).statusCode).toBe(200);
    expect((await get('/compare?a=12&b=12')).statusCode).toBe(400);
  });

  test('need the token, a target and a file', async () => {
    const { post } = dashboard();
    const status = async (...parts: string[]) => (await post('/import', ...send(parts))).statusCode;
    const file = part('files', REVIEW, 'a.md');
    expect(await status(part('target', 'old'), file)).toBe(401);
    expect(await status(part('token', TOKEN), file)).toBe(400);
    expect(await status(part('token', TOKEN), part('target', 'old'))).toBe(400);
    expect(
      (await post('/import', 'no form', { 'content-type': 'multipart/form-data; boundary=c' })).statusCode,
    ).toBe(400);
  });
});
