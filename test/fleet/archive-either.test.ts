import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { fleetOf } from '../../src/archive/archive.fixture.ts';
import { folderArchive } from '../../src/archive/folder/archive.ts';
import { type Postgres, startPostgres, whyNoPostgres } from '../servers/postgres.ts';
import { keptReview } from '../smoke/kept-review.ts';
import { folder, ralph, served, start } from '../smoke/ralph.ts';
import { newDatabase } from './postgres.fixture.ts';

const why = whyNoPostgres();

/** All that is no hidden name, byte for byte. */
async function contents(path: string): Promise<Record<string, string>> {
  const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(path, name), 'latin1')])),
  );
}

/** A review that was written by hand on another machine, with its mark and its line ends. */
const OLD = '\ufeff# Cycle 12\r\n\r\nDate: 2026-01-10\r\nVerdict: OK\r\nÉtat : sûr\r\n';

/** Whatever an archive may hold: reviews of ours and of others, cut ones, those of a fleet, and blessings. */
async function filled(cwd: string): Promise<string> {
  const reviews = join(cwd, 'reviews');
  for (const cycle of ['58', '59']) await keptReview(reviews, '--cycle', cycle);
  await writeFile(join(cwd, 'old.md'), OLD);
  const imported = await ralph(['import', 'old.md', '--target', 'eva'], { cwd });
  expect(imported).toMatchObject({ code: 0 });
  expect((await ralph(['baseline', 'set', '58'], { cwd })).code).toBe(0);
  const archive = folderArchive(reviews);
  for (const run of ['one', 'two']) await archive.fleets.publish(fleetOf, undefined, run);
  await archive.close();
  await writeFile(join(reviews, '2026-01-01-cycle-003.json'), '{ "cut');
  await writeFile(join(reviews, '2026-01-02-cycle-004.md'), Buffer.from([0, 0xff, 0x0d]));
  return reviews;
}

/** A page without when it was drawn, and of what state of the reviews. */
const undated = (page: string): string =>
  page.replaceAll(/20\d\d-\d\d-\d\d[T ][\d:.]+Z?/g, 'THEN').replaceAll(/data-seen="\S+"/g, '');

describe.skipIf(why !== null)(why ?? 'a folder and a database', { timeout: 240_000 }, () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.remove());

  test('are copied to each other and back without a byte of difference, and what differs is refused', async () => {
    const cwd = await folder();
    const reviews = await filled(cwd);
    const url = await newDatabase(postgres);
    const copy = async (from: string, to: string) => {
      const { code, stdout } = await ralph(['archive', 'copy', from, to, '--json'], { cwd });
      const { from: _from, to: _to, ...told } = JSON.parse(stdout);
      return { code, ...told };
    };
    const all = (kind: 'new' | 'same') => ({
      ...{ code: 0, refused: [], reviews: { new: 0, same: 0, [kind]: 5 } },
      ...{ fleets: { new: 0, same: 0, [kind]: 2 }, baselines: { new: 0, same: 0, [kind]: 1 } },
    });
    expect(await copy(reviews, url)).toEqual(all('new'));
    expect(await copy(reviews, url)).toEqual(all('same'));
    expect(await copy(url, 'back')).toEqual(all('new'));
    expect(await copy(url, 'back')).toEqual(all('same'));
    const before = await contents(reviews);
    expect(Object.keys(before)).toHaveLength(13);
    expect(await contents(join(cwd, 'back'))).toEqual(before);

    const other = await newDatabase(postgres);
    expect(await copy(url, other)).toEqual(all('new'));
    expect(await copy(other, 'again')).toEqual(all('new'));
    expect(await contents(join(cwd, 'again'))).toEqual(before);

    await writeFile(join(reviews, '2026-01-02-cycle-004.md'), Buffer.from([0, 0xfe, 0x0d]));
    expect(await copy(reviews, url)).toMatchObject({
      ...{ code: 1, reviews: { new: 0, same: 4 } },
      refused: [{ name: '2026-01-02-cycle-004', why: expect.stringContaining('found other bytes') }],
    });
    expect(await copy(url, 'back')).toEqual(all('same'));
  });

  test('are shown alike by the dashboard, page for page, and as files', async () => {
    const cwd = await folder();
    const reviews = await filled(cwd);
    const url = await newDatabase(postgres);
    expect((await ralph(['archive', 'copy', reviews, url], { cwd })).code).toBe(0);
    const pages = [
      ...['/', '/?target=eva', '/cycles/58', '/cycles/59', '/cycles/60', '/cycles/3', '/cycles/404'],
      ...['/compare?a=58&b=59', '/window?target=eva&since=2020-01-01', '/window?target=eva&last=2'],
      ...['/cycles?target=eva', '/streaks?target=eva', '/metric?target=eva&id=score'],
      ...['/cycles/59/review.json', '/cycles/59/review.md', '/cycles/60/review.md', '/run', '/import'],
    ];
    const shown = async (place: string) => {
      const { url: at, stop } = await served(['dashboard', '--reviews', place, '--lang', 'en'], { cwd });
      const got = await Promise.all(
        pages.map(async (page) => {
          const answer = await fetch(new URL(page, at));
          const body = Buffer.from(await answer.arrayBuffer()).toString('latin1');
          return [page, answer.status, undated(body).replaceAll(place, '@')];
        }),
      );
      await stop();
      return got;
    };
    const [left, right] = [await shown(reviews), await shown(url)];
    for (const [index, page] of left.entries()) expect(right[index]).toEqual(page);
    const codes = Object.fromEntries(left.map(([page, code]) => [page, code]));
    expect(codes).toMatchObject({ '/': 200, '/cycles/59': 200, '/cycles/60': 200, '/cycles/404': 404 });
  });

  test('are verified alike, whether a review is named by its number or is the latest', async () => {
    const cwd = await folder();
    const stack = start([
      ...['serve', '--port', '0', '--rate-limit', '0', '--tts-engines', 'tone'],
      ...['--faults', '--fault', 'tts-none'],
    ]);
    onTestFinished(() => void stack.child.kill('SIGKILL'));
    await stack.saying('http://127.0.0.1:');
    const [at = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(stack.said()) ?? [];
    const url = await newDatabase(postgres);
    await writeFile(
      join(cwd, 'ralph.config.yaml'),
      `target: { name: mine, url: "${at}" }\narchive: ${url}\n`,
    );
    const asked = ['-q', '-n', '3', '--only', 'backend,runtime,llm,tts,turn,websocket,stats'];
    const reviewed = await ralph(['review', ...asked, '--json', '--lang', 'en'], { cwd });
    expect([reviewed.code, JSON.parse(reviewed.stdout).verdict]).toEqual([1, 'blocked']);
    expect((await ralph(['archive', 'copy', url, 'reviews'], { cwd })).code).toBe(0);
    const verified = async (...words: string[]) => {
      const { code, stdout } = await ralph(['verify', '-q', '-n', '3', '--json', ...words], { cwd });
      const { outcome, findings, review } = JSON.parse(stdout);
      const standings = findings.map(({ id, standing }: { id: string; standing: string }) => [id, standing]);
      return { code, outcome, review, standings };
    };
    const ways = [[], ['1'], ['--reviews', 'reviews'], ['1', '--reviews', 'reviews']];
    const found = [];
    for (const way of ways) found.push(await verified(...way));
    expect(found[0]).toMatchObject({ code: 1, outcome: 'blocked' });
    expect(found[0]?.standings).toContainEqual(['speech-missing', 'open']);
    for (const each of found) expect(each).toEqual(found[0]);
    await fetch(`${at}/faults/tts-none`, { method: 'DELETE' });
    expect(await verified()).toMatchObject({ code: 0, outcome: 'clear' });
    for (const words of [['explain', 'speech-missing'], ['list']])
      expect(await ralph(words, { cwd })).toMatchObject({ code: 0, stderr: '' });
  });
});
