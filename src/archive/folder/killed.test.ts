import { spawnSync } from 'node:child_process';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { draw, drawnOn, evidence, review, temporaryFolder } from '../archive.fixture.ts';
import { temporaryFile } from '../durable.ts';
import { toJsonText } from '../json-text.ts';
import { folderArchive } from './archive.ts';

const claimed = toJsonText({ review: review(1, '2026-01-29T12:00:00.000Z'), evidence });

/** The pid of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

const ownedBy = (folder: string, pid: number): string =>
  temporaryFile(folder).replace(`-${process.pid}-`, `-${pid}-`);

test('a review whose process died between claim and name gets its name, and the next its number', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, '.ralph-cycle-001'), claimed);
  expect((await folderArchive(folder).publish(draw)).entry.cycle).toBe(2);
  expect((await readdir(folder)).sort()).toEqual([
    '2026-01-29-cycle-001.json',
    '2026-01-31-cycle-002.json',
    '2026-01-31-cycle-002.md',
  ]);
  expect(await readFile(join(folder, '2026-01-29-cycle-001.json'), 'utf8')).toBe(claimed);
});

test('it gets its name before the next measuring, and the number is no longer free', async () => {
  const folder = await temporaryFolder();
  const archive = folderArchive(folder);
  await writeFile(join(folder, '.ralph-cycle-001'), claimed);
  await archive.ensureWritable();
  expect(await readdir(folder)).toEqual(['2026-01-29-cycle-001.json']);
  await expect(archive.publish(draw, 1)).rejects.toThrow('found a review of cycle 1');
});

test('a claim that is met while drawing is settled, by however many', async () => {
  const folder = await temporaryFolder();
  let met = 0;
  const meeting = async (cycle: number) => {
    if (met++ === 0) await writeFile(join(folder, '.ralph-cycle-001'), claimed, { flag: 'wx' });
    return draw(cycle);
  };
  const published = await Promise.all(
    Array.from({ length: 4 }, () => folderArchive(folder).publish(meeting)),
  );
  expect(published.map(({ entry }) => entry.cycle).sort()).toEqual([2, 3, 4, 5]);
  expect(await readFile(join(folder, '2026-01-29-cycle-001.json'), 'utf8')).toBe(claimed);
});

test('a claim that came too late is dropped, and its review takes the next number', async () => {
  const folder = await temporaryFolder();
  const archive = folderArchive(folder);
  await archive.publish(draw);
  await writeFile(join(folder, '.ralph-cycle-001'), claimed);
  await archive.ensureWritable();
  expect((await readdir(folder)).sort()).toEqual(['2026-01-31-cycle-001.json', '2026-01-31-cycle-001.md']);
});

test('a claim that is no review is named, and stays', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, '.ralph-cycle-001');
  await writeFile(file, claimed.slice(0, 40));
  const message = `${file}: not a review that waits for its name (found text that is not JSON (line 3, column 25), expected a whole JSON file); remove the file`;
  await expect(folderArchive(folder).ensureWritable()).rejects.toThrow(
    expect.objectContaining({ name: 'ArchiveError', message }),
  );
  expect(await readdir(folder)).toEqual(['.ralph-cycle-001']);
});

test('temporary files are swept when their process is dead or they are older than a day', async () => {
  const folder = await temporaryFolder();
  const elsewhere = ownedBy(folder, deadPid()).replace(/-[0-9a-f]{8}-/, '-00000000-');
  const kept = [temporaryFile(folder), elsewhere, join(folder, '.ralph-notes.tmp')];
  const old = temporaryFile(folder);
  const swept = [ownedBy(folder, deadPid()), old];
  await Promise.all([...kept, ...swept].map((file) => writeFile(file, 'part of a revi')));
  const yesterday = Date.now() / 1000 - 86_401;
  await utimes(old, yesterday, yesterday);
  await folderArchive(folder).ensureWritable();
  expect((await readdir(folder)).sort()).toEqual(kept.map((file) => basename(file)).sort());
});

test('of two days the claim decides, not the date in the name', async () => {
  const folder = await temporaryFolder();
  const published = await folderArchive(folder).publish(async (cycle) => {
    if (cycle === 1) await writeFile(join(folder, '.ralph-cycle-001'), claimed);
    return drawnOn('2026-02-02T00:00:00.000Z')(cycle);
  });
  expect(published.entry.cycle).toBe(2);
  expect((await folderArchive(folder).entries()).map(({ date, cycle }) => [date, cycle])).toEqual([
    ['2026-01-29', 1],
    ['2026-02-02', 2],
  ]);
});
