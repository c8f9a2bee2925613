import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImportedReview } from '../../domain/imported.ts';
import { draw, temporaryFolder } from '../archive.fixture.ts';
import { sha256Of } from '../sha256.ts';
import { folderArchive } from './archive.ts';

const SILENT = { value: null, where: null, candidates: [] };
const NAMES = [
  ...[
    'kind',
    'number',
    'reviewed_at',
    'commit',
    'status',
    'verdict',
    'score_pct',
    'score_points',
    'score_max',
  ],
  ...[
    'blockers',
    'progress',
    'criteria',
    'tests_passed',
    'tests_failed',
    'tests_skipped',
    'llm_ms',
    'tts_ms',
  ],
  ...['e2e_ms', 'gpu_util_pct', 'gpu_mem_used_mib', 'gpu_mem_total_mib', 'gpu_name', 'build_ok', 'routes'],
  'websocket_ok',
];

/** Not even UTF-8: the archive keeps what it is given. */
const document = Uint8Array.from([0x23, 0x20, 0xff, 0x0d, 0x0a]);

const imported = (cycle: number): ImportedReview =>
  ({
    ...{
      schema: 'ralph/imported@1',
      cycle,
      reviewedAt: '2026-01-20T13:42:00Z',
      file: 'old.md',
      target: 'eva',
    },
    sha256: sha256Of(document),
    fields: Object.fromEntries(NAMES.map((name) => [name, SILENT])),
    ...{ unknown: {}, ambiguous: [], contradictions: [] },
  }) as unknown as ImportedReview;

const taking = (cycle: number) => ({ imported: imported(cycle), document });

test('an imported review is kept byte for byte, read back, and the next one is numbered after it', async () => {
  const folder = await temporaryFolder();
  const archive = folderArchive(folder);
  await archive.publish(taking, 59);
  const markdownFile = join(folder, '2026-01-20-cycle-059.md');
  expect(new Uint8Array(await readFile(markdownFile))).toEqual(document);
  const [entry] = await archive.entries();
  expect(entry && (await archive.read(entry))).toEqual({ imported: imported(59) });
  expect((await archive.publish(draw)).entry.cycle).toBe(60);
});

test('a document is found again by its bytes', async () => {
  const archive = folderArchive(await temporaryFolder());
  await archive.publish(taking, 59);
  await archive.publish(draw);
  expect(await archive.holding(document)).toMatchObject({ entry: { cycle: 59 }, isWhole: true });
  expect(await archive.holding(Buffer.from('# Cycle 60\n'))).toMatchObject({ entry: { cycle: 60 } });
  expect(await archive.holding(Buffer.from('# Cycle 61\n'))).toBeUndefined();
});

test('one that was killed before it had its document is known by its JSON, and gets it when it is asked to', async () => {
  const folder = await temporaryFolder();
  const archive = folderArchive(folder);
  const { entry } = await archive.publish(taking, 59);
  const markdownFile = join(folder, `${entry.stem}.md`);
  await rm(markdownFile);
  expect(await archive.holding(Buffer.from('other'))).toBeUndefined();
  const found = await archive.holding(document);
  expect(found).toMatchObject({ entry: { cycle: 59 }, isWhole: false });
  await expect(readFile(markdownFile)).rejects.toThrow('ENOENT');
  if (found) await archive.complete(found.entry, document);
  expect(new Uint8Array(await readFile(markdownFile))).toEqual(document);
});

test('a number that is taken is refused, and nothing is lost', async () => {
  const folder = await temporaryFolder();
  const archive = folderArchive(folder);
  const { entry } = await archive.publish(draw, 59);
  const markdownFile = join(folder, `${entry.stem}.md`);
  const before = await readFile(markdownFile, 'utf8');
  await expect(archive.publish(taking, 59)).rejects.toThrow('found a review of cycle 59');
  expect(await readFile(markdownFile, 'utf8')).toBe(before);
});

test.each([
  [{ imported: null }, 'imported: found nothing'],
  [{ imported: { ...imported(59), fields: {} } }, 'imported.fields.kind: found nothing'],
  [{ imported: imported(58) }, 'imported.cycle: found 58, expected 59'],
])('what is no imported review is said, not thrown: %#', async (value, lack) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, '2026-01-20-cycle-059.json'), JSON.stringify(value));
  const archive = folderArchive(folder);
  const [entry] = await archive.entries();
  expect(entry && (await archive.read(entry))).toMatchObject({ corrupt: expect.stringContaining(lack) });
});
