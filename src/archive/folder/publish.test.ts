import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draw, drawnOn, evidence, review, temporaryFolder } from '../archive.fixture.ts';
import { DocumentError } from '../archive-error.ts';
import { MOST_BYTES } from '../plain-file.ts';
import { folderArchive } from './archive.ts';

test('the first review is cycle 1, and its two files are exactly what was drawn', async () => {
  const folder = join(await temporaryFolder(), 'new', 'reviews');
  const published = await folderArchive(folder).publish(draw);
  const stem = join(folder, '2026-01-31-cycle-001');
  expect(published).toEqual({
    entry: { cycle: 1, date: '2026-01-31', stem: '2026-01-31-cycle-001' },
    isNew: true,
  });
  expect((await readdir(folder)).sort()).toEqual(['2026-01-31-cycle-001.json', '2026-01-31-cycle-001.md']);
  expect(await readFile(`${stem}.md`, 'utf8')).toBe('# Cycle 1\n');
  const kept = { review: review(1), evidence };
  expect(await readFile(`${stem}.json`, 'utf8')).toBe(`${JSON.stringify(kept, null, 2)}\n`);
});

test('the next number is one above the highest of all names', async () => {
  const folder = await temporaryFolder();
  const archive = folderArchive(folder);
  await writeFile(join(folder, '2025-12-01-cycle-059.md'), 'by hand');
  await writeFile(join(folder, '2026-01-01-cycle-1000.json'), 'not even JSON');
  await writeFile(join(folder, 'notes-cycle-2000.md'), 'another name');
  expect((await archive.publish(draw)).entry.cycle).toBe(1001);
  expect((await archive.publish(draw, 60)).entry.cycle).toBe(60);
  expect((await archive.publish(draw)).entry.cycle).toBe(1002);
});

test('a number that is taken, on whatever day and by whatever file, is refused', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, '2025-12-01-cycle-059.md'), 'by hand');
  const message = `${folder}: found a review of cycle 59, expected a free number; name another cycle, or none for the next`;
  await expect(folderArchive(folder).publish(draw, 59)).rejects.toThrow(
    expect.objectContaining({ name: 'ArchiveError', message }),
  );
  expect(await readdir(folder)).toEqual(['2025-12-01-cycle-059.md']);
});

test('a failure after the first file was written leaves nothing', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, '.ralph-cycle-001'));
  await expect(folderArchive(folder).publish(draw)).rejects.toThrow(/ArchiveError|cannot keep reviews/);
  expect(await readdir(folder)).toEqual(['.ralph-cycle-001']);
});

test('a review that is asked for again under an id leaves one hidden name, which is the file of the review', async () => {
  const folder = await temporaryFolder();
  const archive = folderArchive(folder);
  await archive.publish(draw, undefined, 'run 1');
  const [mark, ...named] = (await readdir(folder)).sort();
  expect(mark).toMatch(/^\.ralph-kept-cycle-[0-9a-f]{32}-001$/);
  expect(named).toEqual(['2026-01-31-cycle-001.json', '2026-01-31-cycle-001.md']);
  const [one, other] = await Promise.all([mark, named[0]].map((name) => stat(join(folder, name ?? ''))));
  expect(one?.ino).toBe(other?.ino);
});

test('one that died between its mark and its number is kept when it is asked for again, under the number it had', async () => {
  const folder = await temporaryFolder();
  const archive = folderArchive(folder);
  await archive.publish(draw, undefined, 'run 1');
  // As if it had died before it claimed its number.
  for (const extension of ['json', 'md']) await rm(join(folder, `2026-01-31-cycle-001.${extension}`));
  const again = await folderArchive(folder).publish(draw, undefined, 'run 1');
  expect(again).toMatchObject({ entry: { cycle: 1 }, isNew: false });
  expect((await readdir(folder)).filter((name) => name.endsWith('.json'))).toEqual([
    '2026-01-31-cycle-001.json',
  ]);
});

test('one that died there and lost its number meanwhile is drawn again under the next', async () => {
  const folder = await temporaryFolder();
  const archive = folderArchive(folder);
  await archive.publish(draw, undefined, 'run 1');
  for (const extension of ['json', 'md']) await rm(join(folder, `2026-01-31-cycle-001.${extension}`));
  await archive.publish(drawnOn('2026-02-01T00:00:00.000Z'));
  expect(await archive.publish(draw, undefined, 'run 1')).toMatchObject({ entry: { cycle: 2 }, isNew: true });
  expect(await archive.publish(draw, undefined, 'run 1')).toMatchObject({
    entry: { cycle: 2 },
    isNew: false,
  });
});

test('hidden names of ids are swept when nobody asks again any more', async () => {
  const folder = await temporaryFolder();
  const archive = folderArchive(folder);
  await archive.publish(draw, undefined, 'run 1');
  const long = Date.now() / 1000 - 8 * 86_400;
  const file = join(folder, '2026-01-31-cycle-001.json');
  await archive.ensureWritable();
  expect(await readdir(folder)).toHaveLength(3);
  await utimes(file, long, long);
  await archive.ensureWritable();
  expect((await readdir(folder)).sort()).toEqual(['2026-01-31-cycle-001.json', '2026-01-31-cycle-001.md']);
});

test('what is longer than any review may be is refused, and nothing of it stands in the way of the next', async () => {
  const folder = await temporaryFolder();
  const archive = folderArchive(folder);
  const long = async (cycle: number) => ({ ...(await draw(cycle)), markdown: 'x'.repeat(MOST_BYTES + 1) });
  await expect(archive.publish(long, undefined, 'an id')).rejects.toThrow(DocumentError);
  expect(await readdir(folder)).toEqual([]);
  expect((await archive.publish(draw)).entry.cycle).toBe(1);
});
