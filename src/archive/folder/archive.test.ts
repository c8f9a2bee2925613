import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draw, evidence, review, temporaryFolder } from '../archive.fixture.ts';
import { refuses } from '../archive-error.ts';
import { folderArchive } from './archive.ts';

const ENTRY = { cycle: 7, date: '2026-01-31', stem: '2026-01-31-cycle-007' };
const jsonFile = (folder: string): string => join(folder, '2026-01-31-cycle-007.json');

test('entries come from names alone, in the order of cycles', async () => {
  const folder = await temporaryFolder();
  const names = [
    '2026-01-02-cycle-1000.json',
    '2026-01-31-cycle-007.md',
    '2026-01-31-cycle-007.json',
    '2026-01-01-cycle-010.md',
    '2026-1-1-cycle-011.md',
    'cycle-012.md',
    '2026-01-01-cycle-013.md.bak',
    '.ralph-cycle-014',
  ];
  await Promise.all(names.map((name) => writeFile(join(folder, name), '')));
  const entries = await folderArchive(folder).entries();
  expect(entries.map(({ cycle }) => cycle)).toEqual([7, 10, 1000]);
  expect(entries[0]).toEqual(ENTRY);
});

test('a folder that is not there has no entries; a file in its place is an error', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'file');
  await writeFile(file, '');
  expect(await folderArchive(join(folder, 'none')).entries()).toEqual([]);
  await expect(folderArchive(file).entries()).rejects.toThrow(
    `${file}: cannot list its reviews (ENOTDIR); a file stands in its place: move it, or name another folder`,
  );
});

test('what was published is read as it was', async () => {
  const archive = folderArchive(await temporaryFolder());
  await archive.publish(draw, 7);
  const [entry] = await archive.entries();
  expect(entry && (await archive.read(entry))).toEqual({ review: review(7), evidence });
});

const whole = JSON.stringify({ review: review(7), evidence });

test.each([
  [
    'cut off',
    whole.slice(0, 100),
    'found text that is not JSON (line 1, column 101), expected a whole JSON file',
  ],
  ['empty', '', 'found text that is not JSON (line 1, column 1), expected a whole JSON file'],
  ['edited', '{\n  "review": oops\n}', 'found text that is not JSON, expected a whole JSON file'],
  ['foreign', '[1]', 'found a list, expected object'],
  ['of another tool', '{"review":{"schema":"x"}}', 'review.schema: found "x", expected ralph/review@1'],
  [
    'of another cycle',
    JSON.stringify({ review: review(8), evidence }),
    'review.cycle: found 8, expected 7, as the file is named',
  ],
  ['without evidence', JSON.stringify({ review: review(7) }), 'evidence: found nothing, expected object'],
])('a file that is %s is named and not used', async (_, contents, why) => {
  const folder = await temporaryFolder();
  await writeFile(jsonFile(folder), contents);
  expect(await folderArchive(folder).read(ENTRY)).toEqual({
    corrupt: `2026-01-31-cycle-007.json  ${why}`,
  });
});

test('an entry without JSON, and one that cannot be read, are named too', async () => {
  const folder = await temporaryFolder();
  const { read } = folderArchive(folder);
  const corrupt = async () => {
    const contents = await read(ENTRY);
    return 'corrupt' in contents ? contents.corrupt : undefined;
  };
  expect(await corrupt()).toBe('2026-01-31-cycle-007.json  cannot be read (ENOENT)');
  await symlink('2026-01-31-cycle-007.json', jsonFile(folder));
  expect(await corrupt()).toBe('2026-01-31-cycle-007.json  cannot be read (ELOOP)');
});

test('a file in place of the folder is found out before measuring', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'file');
  await writeFile(file, '');
  const refusal = (path: string) => folderArchive(path).ensureWritable();
  const why = 'a file stands in its place: move it, or name another folder';
  await expect(refusal(file)).rejects.toThrow(`${file}: cannot keep reviews there (EEXIST); ${why}`);
  const below = join(file, 'reviews');
  await expect(refusal(below)).rejects.toThrow(`${below}: cannot keep reviews there (ENOTDIR); ${why}`);
});

test.runIf(process.platform === 'linux')('so is a folder that nobody can make', async () => {
  await expect(folderArchive('/proc/reviews').ensureWritable()).rejects.toThrow(
    '/proc/reviews: cannot keep reviews there (ENOENT); it cannot be made there: name another folder',
  );
});

test.each([
  ['EACCES', 'there is no permission'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['ENOTSUP', 'its file system has no hard links'],
  ['EIO', 'name another folder, or try again'],
])('%s is explained: %s', (code, why) => {
  const error = refuses.writing('/reviews', Object.assign(new Error(), { code }));
  expect(error.message).toContain(`/reviews: cannot keep reviews there (${code}); ${why}`);
});
