import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evidence, review, temporaryFolder } from './archive.fixture.ts';
import { loadReview, reviewIn } from './review-file.ts';

const kept = { review: review(7), evidence };

/** What is said of a file of these contents, without its path. */
async function loaded(contents: unknown, cycle?: number): Promise<unknown> {
  const file = join(await temporaryFolder(), 'review.json');
  await writeFile(file, typeof contents === 'string' ? contents : JSON.stringify(contents));
  const read = cycle === undefined ? loadReview(file) : reviewIn(await readFile(file), file, cycle);
  return read.catch((error: Error) => error.message.replace(`${file}  `, `${error.name}: `));
}

test('a review is loaded with its evidence, by its own cycle or by the one that its name says', async () => {
  expect(await loaded(kept)).toEqual(kept);
  expect(await loaded(kept, 7)).toEqual(kept);
  expect(await loaded(kept, 8)).toBe(
    'EvidenceError: review.cycle: found 7, expected 8, as the file is named',
  );
});

test.each<[string, unknown, string]>([
  [
    'evidence alone',
    evidence,
    'found saved evidence, expected a review; "ralph judge FILE --reviews FOLDER" makes one of it',
  ],
  [
    'a review of a later ralph',
    { ...kept, review: { ...kept.review, schema: 'ralph/review@2' } },
    'review.schema: found "ralph/review@2", expected "ralph/review@1"; another ralph wrote it: verify with that one, or review again',
  ],
  [
    'a review with a part missing',
    { ...kept, review: { ...kept.review, blockers: undefined } },
    'review.blockers: found nothing, expected array',
  ],
  [
    'a schema that is no schema',
    { ...kept, review: { ...kept.review, schema: '\u001b[2J' } },
    String.raw`review.schema: found "\u001b[2J", expected ralph/review@1`,
  ],
  [
    'half a file',
    '{"review": {',
    'found text that is not JSON (line 1, column 13), expected a whole JSON file',
  ],
])('%s is refused with place, what was found, and what was expected', async (_, contents, words) => {
  expect(await loaded(contents)).toBe(`EvidenceError: ${words}`);
});

test('a file that is not there is said by name', async () => {
  const file = join(await temporaryFolder(), 'none.json');
  await expect(loadReview(file)).rejects.toThrow(
    `${file}  cannot be read (ENOENT); name a review that is there`,
  );
});
