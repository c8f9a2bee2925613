import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keptReview } from './kept-review.ts';
import { folder, ralph } from './ralph.ts';

/** The names that are no hidden ones, and what is in them. */
async function contents(path: string): Promise<[string, string][]> {
  const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
  return Promise.all(names.map(async (name) => [name, await readFile(join(path, name), 'utf8')]));
}

test('an archive is copied as it is, gone on with, and what differs is refused and named', async () => {
  const cwd = await folder();
  const from = join(cwd, 'reviews');
  const to = join(cwd, 'copy');
  for (const cycle of ['58', '59']) await keptReview(from, '--cycle', cycle);
  await ralph(['baseline', 'set', '58', '--reviews', from]);
  const copy = (...more: string[]) => ralph(['archive', 'copy', 'reviews', 'copy', ...more], { cwd });

  const first = await copy('--lang', 'en');
  expect(first).toMatchObject({
    code: 0,
    stdout: 'reviews: 2 copied, 0 there already\nbaselines: 1 copied, 0 there already\n',
  });
  expect(await contents(to)).toEqual(await contents(from));

  await appendFile(join(to, '2026-01-20-cycle-059.md'), 'by hand\n');
  const again = await copy('--json');
  expect([again.code, JSON.parse(again.stdout)]).toEqual([
    1,
    {
      ...{ from, to, reviews: { new: 0, same: 1 }, fleets: { new: 0, same: 0 } },
      baselines: { new: 0, same: 1 },
      refused: [
        { name: '2026-01-20-cycle-059', why: expect.stringContaining('found other bytes under that name') },
      ],
    },
  ]);
  expect(again.stderr).toContain('2026-01-20-cycle-059');

  const none = await ralph(['archive', 'copy', 'nowhere', 'copy'], { cwd });
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toContain('nowhere: found no review there, expected those to copy');
});

test('a copy is as good as what it was made of: cycles are found in it by their numbers', async () => {
  const cwd = await folder();
  for (const cycle of ['58', '59']) await keptReview(join(cwd, 'reviews'), '--cycle', cycle);
  await ralph(['archive', 'copy', 'reviews', 'past', '-q'], { cwd });
  const compared = await Promise.all(
    ['reviews', 'past'].map((place) => ralph(['compare', '58', '59', '--reviews', place], { cwd })),
  );
  expect(compared.map(({ code }) => code)).toEqual([0, 0]);
  expect(compared[1]?.stdout).toBe(compared[0]?.stdout);
});
