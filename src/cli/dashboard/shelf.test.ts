import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { jsonName } from '../../archive/entry.ts';
import { folderArchive } from '../../archive/folder/archive.ts';
import { record } from '../../pipeline/window/records.fixture.ts';
import { shelfOf } from './shelf.ts';

/** A folder of settled files, and a shelf that counts which of them are read. */
async function shelfOfSome(count: number) {
  const path = await mkdtemp(join(tmpdir(), 'ralph-shelf-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  const read: string[] = [];
  const put = async (cycle: number, text = '{}'): Promise<void> => {
    const { file, reviewedAt } = record(cycle);
    await writeFile(join(path, file), text);
    await utimes(join(path, file), new Date(reviewedAt), new Date(reviewedAt));
  };
  for (let cycle = 1; cycle <= count; cycle++) await put(cycle);
  const shelf = shelfOf(folderArchive(path), {
    name: 'test',
    read: async (entry) => {
      const { cycle } = entry;
      read.push(jsonName(entry));
      return cycle === 3 && count === 3
        ? { corrupt: 'three cannot be read' }
        : record(cycle, { target: cycle % 2 ? 'eva' : 'a' });
    },
  });
  return { shelf, read, put };
}

test('each file is read once in the life of its index, and one more for each that lands', async () => {
  const { shelf, read, put } = await shelfOfSome(20);
  const cycles = () =>
    shelf.look(async (view) => (await view.trend('eva', null, [])).cycles.map(({ cycle }) => cycle));
  expect(await cycles()).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
  expect(read).toHaveLength(20);
  expect(await cycles()).toHaveLength(10);
  expect(read).toHaveLength(20);
  await put(21);
  expect(await cycles()).toHaveLength(11);
  expect(read).toHaveLength(21);
});

test('a drawing is kept as long as all files are the same', async () => {
  const { shelf, put } = await shelfOfSome(4);
  let drawn = 0;
  const draw = (key: string) => shelf.once(key, async () => ++drawn);
  expect([await draw('a'), await draw('a'), await draw('b'), await draw('a')]).toEqual([1, 1, 2, 1]);
  await put(2, '{ "written": "anew" }');
  expect([await draw('a'), await draw('a')]).toEqual([3, 3]);
});

test('what was asked for long ago is drawn again, so that what is kept is bounded', async () => {
  const { shelf } = await shelfOfSome(1);
  let drawn = 0;
  const draw = (key: string) => shelf.once(key, async () => ++drawn);
  for (let key = 0; key < 100; key++) await draw(`/?last=${key}`);
  expect(await draw('/?last=99')).toBe(100);
  expect(await draw('/?last=0')).toBe(101);
});

test('a target that is not there is refused, and what cannot be read is said', async () => {
  const { shelf } = await shelfOfSome(3);
  await shelf.look(async (view) => {
    expect(view.targets).toEqual(['a', 'eva']);
    expect(view.corrupt).toEqual(['three cannot be read']);
    await expect(async () => view.trend('b', 5)).rejects.toMatchObject({ status: 404 });
  });
});

test('what cannot be read is tried once, and again when its file is another', async () => {
  const { shelf, read, put } = await shelfOfSome(3);
  const corrupt = () => shelf.look(async (view) => view.corrupt);
  for (let look = 0; look < 3; look++) expect(await corrupt()).toEqual(['three cannot be read']);
  expect(read.filter((file) => file === record(3).file)).toHaveLength(1);
  await put(3, '{ "written": "anew" }');
  await corrupt();
  expect(read.filter((file) => file === record(3).file)).toHaveLength(2);
});
