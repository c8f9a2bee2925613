import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { folderArchive } from '../../archive/folder/archive.ts';
import { landingsIn } from './landings.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ralph-landings-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Puts a review where it belongs, whole. */
async function put(path: string, text: string): Promise<void> {
  await writeFile(join(path, '.whole'), text);
  await rename(join(path, '.whole'), join(path, '2026-01-01-cycle-001.json'));
}

async function watched(path: string) {
  const landed = vi.fn();
  const landings = await landingsIn(folderArchive(path), landed, 50);
  onTestFinished(() => landings.close());
  return { landings, landed };
}

test('a review that lands is told, its other file and what is no review are not', async () => {
  const path = await folder();
  const { landings, landed } = await watched(path);
  const before = landings.now;
  await writeFile(join(path, '.ralph-index.sqlite'), 'index');
  await writeFile(join(path, 'notes.md'), 'notes');
  await put(path, '{}');
  await writeFile(join(path, '2026-01-01-cycle-001.md'), '# one');
  await vi.waitFor(() => expect(landed).toHaveBeenCalled(), { timeout: 30_000 });
  expect(landings.now).not.toBe(before);
  expect(landed).toHaveBeenCalledTimes(1);
});

test('a folder that does not exist yet is waited for', async () => {
  const path = join(await folder(), 'reviews');
  const { landed } = await watched(path);
  await mkdir(path);
  await put(path, '{}');
  await vi.waitFor(() => expect(landed).toHaveBeenCalledTimes(1), { timeout: 30_000 });
});

test('a review that is written anew, damaged or deleted is told as well', async () => {
  const path = await folder();
  await put(path, '{}');
  const { landed } = await watched(path);
  for (const [times, change] of [
    () => put(path, '{ "written": "anew" }'),
    () => writeFile(join(path, '2026-01-01-cycle-001.json'), '{ "cut'),
    () => rm(join(path, '2026-01-01-cycle-001.json')),
  ].entries()) {
    await change();
    await vi.waitFor(() => expect(landed.mock.calls.length).toBeGreaterThan(times), { timeout: 30_000 });
  }
});
