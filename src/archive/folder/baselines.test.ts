import { mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BASELINES_FILE, bless, readBaselines, unbless } from './baselines.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ralph-baselines-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

const blessing = (cycle: number, branch: string | null = 'main', target = 'eva') => ({
  ...{ target, branch, cycle, review: `2026-01-30-cycle-00${cycle}.json` },
});

test('one review is blessed for a target and a branch, and the next takes its place', async () => {
  const place = await folder();
  expect(await readBaselines(place)).toEqual([]);
  await bless(place, blessing(1));
  await bless(place, blessing(2, null));
  await bless(place, blessing(3, 'main', 'other'));
  await bless(place, blessing(4));
  expect(await readBaselines(place)).toEqual([blessing(2, null), blessing(4), blessing(3, 'main', 'other')]);
});

test('the file is one that a person reads and commits', async () => {
  const place = await folder();
  await bless(place, blessing(1));
  expect(await readFile(join(place, BASELINES_FILE), 'utf8')).toBe(
    `${JSON.stringify({ schema: 'ralph/baselines@1', baselines: [blessing(1)] }, null, 2)}\n`,
  );
});

test('what is no longer blessed is named, and the rest stays', async () => {
  const place = await folder();
  await bless(place, blessing(1));
  await bless(place, blessing(2, 'next'));
  expect(await unbless(place, ({ branch }) => branch === 'next')).toEqual([blessing(2, 'next')]);
  expect(await unbless(place, ({ branch }) => branch === 'next')).toEqual([]);
  expect(await readBaselines(place)).toEqual([blessing(1)]);
});

test.each([
  ['{', 'found text that is not JSON'],
  ['{"schema":"ralph/baselines@2","baselines":[]}', 'schema: found "ralph/baselines@2"'],
  ['{"schema":"ralph/baselines@1","baselines":[{"target":"x"}]}', 'baselines.0.branch: found nothing'],
])('%s is refused with where and what to do, and is not overwritten', async (text, why) => {
  const place = await folder();
  await writeFile(join(place, BASELINES_FILE), text);
  await expect(readBaselines(place)).rejects.toThrow(why);
  await expect(bless(place, blessing(1))).rejects.toThrow('ralph baseline set');
  expect(await readFile(join(place, BASELINES_FILE), 'utf8')).toBe(text);
});

test('what is no file, or far too long, is refused and not waited for', async () => {
  const place = await folder();
  const file = join(place, BASELINES_FILE);
  await symlink('/dev/zero', file);
  await expect(readBaselines(place)).rejects.toThrow('found a folder or a device, expected a file');
  await rm(file);
  await writeFile(file, '');
  await truncate(file, 65 * 1024 * 1024);
  await expect(readBaselines(place)).rejects.toThrow('expected at most');
});
