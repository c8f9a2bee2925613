import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draw, drawnOn, fleetOf, temporaryFolder } from './archive.fixture.ts';
import type { Archive } from './archive.ts';
import { copyArchive } from './copy.ts';
import { folderArchive } from './folder/archive.ts';
import { taking } from './imported.fixture.ts';

const blessing = (cycle: number, branch = 'main') => ({
  ...{ target: 'eva', branch, cycle, review: `2026-01-31-cycle-00${cycle}.json` },
});

async function some(): Promise<{ folder: string; archive: Archive }> {
  const folder = await temporaryFolder();
  const archive = folderArchive(folder);
  for (let cycle = 1; cycle <= 6; cycle++) await archive.publish(draw);
  await archive.publish(taking);
  await archive.fleets.publish(fleetOf);
  await archive.bless(blessing(2));
  return { folder, archive };
}

/** All that is no hidden name, byte for byte. */
async function contents(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'base64')])),
  );
}

async function copied(from: Archive, to: Archive) {
  let told = 0;
  const all = await copyArchive(from, to, () => void told++);
  return { ...all, told };
}

test('all of it is there afterwards, byte for byte, and asked again nothing changes', async () => {
  const { folder, archive } = await some();
  const goal = join(await temporaryFolder(), 'backup');
  await writeFile(join(folder, '2026-01-31-cycle-003.json'), '{ "cut');
  await rm(join(folder, '2026-01-31-cycle-004.md'));
  expect(await copied(archive, folderArchive(goal))).toEqual({
    reviews: { new: 7, same: 0 },
    fleets: { new: 1, same: 0 },
    baselines: { new: 1, same: 0 },
    ...{ refused: [], told: 8 },
  });
  expect(await contents(goal)).toEqual(await contents(folder));
  expect(await copied(archive, folderArchive(goal))).toMatchObject({
    reviews: { new: 0, same: 7 },
    fleets: { new: 0, same: 1 },
    baselines: { new: 0, same: 1 },
  });
});

test('a copy that was cut in the middle is gone on with', async () => {
  const { folder, archive } = await some();
  const goal = await temporaryFolder();
  const to = folderArchive(goal);
  const put: ReturnType<Archive['put']>[] = [];
  const cut: Archive = {
    ...to,
    put: async (stem, documents) => {
      if (put.length === 3) {
        await Promise.all(put);
        throw new Error('the plug was pulled');
      }
      const one = to.put(stem, documents);
      put.push(one);
      return one;
    },
  };
  await expect(copied(archive, cut)).rejects.toThrow('the plug was pulled');
  const { reviews } = await copied(archive, to);
  expect([reviews.new + reviews.same, reviews.same > 0]).toEqual([7, true]);
  expect(await contents(goal)).toEqual(await contents(folder));
});

test('other bytes, a number of another review and another blessing are refused, and the rest is copied', async () => {
  const { archive } = await some();
  const goal = await temporaryFolder();
  const to = folderArchive(goal);
  await to.publish(drawnOn('2026-02-01T00:00:00.000Z'), 2);
  await writeFile(join(goal, '2026-01-31-cycle-003.md'), '# changed by hand');
  await to.bless(blessing(5));
  const before = await contents(goal);
  const { reviews, baselines, refused } = await copied(archive, to);
  expect([reviews, baselines]).toEqual([
    { new: 5, same: 0 },
    { new: 0, same: 0 },
  ]);
  expect(refused).toEqual([
    { name: '2026-01-31-cycle-002', why: 'found 2026-02-01-cycle-002 there, expected no other cycle 2' },
    { name: '2026-01-31-cycle-003', why: expect.stringContaining('found other bytes under that name') },
    { name: 'baseline of eva, main', why: 'found cycle 5 there, expected 2 or none' },
  ]);
  expect(await contents(goal)).toMatchObject(before);
  expect(await readdir(goal)).not.toContain('2026-01-31-cycle-003.json');
});

test('a blessing goes only with its review', async () => {
  const { archive } = await some();
  await archive.bless(blessing(9, 'next'));
  const { baselines, refused } = await copied(archive, folderArchive(await temporaryFolder()));
  expect(baselines).toEqual({ new: 1, same: 0 });
  expect(refused).toEqual([
    {
      name: 'baseline of eva, next',
      why: '2026-01-31-cycle-009.json is not there, expected the blessed review',
    },
  ]);
});

test('a link is not followed out of a folder, and what it leads to stays at home', async () => {
  const { folder, archive } = await some();
  const secret = join(await temporaryFolder(), 'secret');
  await writeFile(secret, 'hunter2');
  await rm(join(folder, '2026-01-31-cycle-001.md'));
  await symlink(secret, join(folder, '2026-01-31-cycle-001.md'));
  const goal = await temporaryFolder();
  const { refused } = await copied(archive, folderArchive(goal));
  expect(refused).toEqual([
    { name: '2026-01-31-cycle-001', why: expect.stringContaining('cannot be read (ELOOP)') },
  ]);
  expect(JSON.stringify(await contents(goal))).not.toContain(Buffer.from('hunter2').toString('base64'));
});
