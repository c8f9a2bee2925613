import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draw, drawnOn, evidence, review, temporaryFolder } from '../archive.fixture.ts';
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

test('many at once, on two days, get one number each, without a gap and without a trace', async () => {
  const folder = await temporaryFolder();
  const days = ['2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00.000Z'].map(drawnOn);
  const published = await Promise.all(
    Array.from({ length: 12 }, (_, index) => folderArchive(folder).publish(days[index % 2] ?? draw)),
  );
  const numbers = published.map(({ entry }) => entry.cycle).sort((left, right) => left - right);
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  for (const { entry } of published) {
    const { cycle, stem } = entry;
    expect(JSON.parse(await readFile(join(folder, `${stem}.json`), 'utf8')).review.cycle).toBe(cycle);
    expect(await readFile(join(folder, `${stem}.md`), 'utf8')).toBe(`# Cycle ${cycle}\n`);
  }
  expect(await readdir(folder)).toHaveLength(24);
});

test('of several that ask for the same number one gets it', async () => {
  const folder = await temporaryFolder();
  const asked = Array.from({ length: 6 }, () => folderArchive(folder).publish(draw, 7));
  const outcomes = (await Promise.allSettled(asked)).map(({ status }) => status).sort();
  expect(outcomes).toEqual(['fulfilled', ...Array(5).fill('rejected')]);
  expect(await readdir(folder)).toHaveLength(2);
});

test('a number that is lost while drawing is drawn anew', async () => {
  const folder = await temporaryFolder();
  const drawn: number[] = [];
  const published = await folderArchive(folder).publish(async (cycle) => {
    drawn.push(cycle);
    if (cycle === 1) await folderArchive(folder).publish(drawnOn('2026-01-30T12:00:00.000Z'));
    return draw(cycle);
  });
  expect([drawn, published.entry.cycle]).toEqual([[1, 2], 2]);
  expect(await readFile(join(folder, `${published.entry.stem}.md`), 'utf8')).toBe('# Cycle 2\n');
});

test.each([
  [
    'a figure that JSON has not',
    { durationMs: Number.NaN },
    '"durationMs" is NaN, and JSON has no such number',
  ],
  [
    'a time in another form',
    { reviewedAt: '31/01/2026' },
    'this review could not be read again: review.reviewedAt: found "31/01/2026", expected a time such as 2026-01-31T12:00:00Z',
  ],
  [
    'another cycle',
    { cycle: 8 },
    'this review could not be read again: review.cycle: found 8, expected 1, as the file is named',
  ],
])('a review with %s is not kept, and nothing is left of it', async (_, wrong, message) => {
  const folder = await temporaryFolder();
  const archive = folderArchive(folder);
  const faulty = () => ({ ...draw(1), review: { ...review(1), ...wrong } });
  await expect(archive.publish(faulty)).rejects.toThrow(
    expect.objectContaining({ name: 'TypeError', message }),
  );
  expect(await readdir(folder)).toEqual([]);
  expect((await archive.publish(draw)).entry.cycle).toBe(1);
});

test('a failure after the first file was written leaves nothing', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, '.ralph-cycle-001'));
  await expect(folderArchive(folder).publish(draw)).rejects.toThrow(/ArchiveError|cannot keep reviews/);
  expect(await readdir(folder)).toEqual(['.ralph-cycle-001']);
});
