import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CycleRecord } from '../../domain/record.ts';
import { same } from '../../domain/text.ts';
import { temporaryFolder } from '../archive.fixture.ts';
import { type Entry, jsonName } from '../entry.ts';
import type { Listing, RecordMaker } from '../record.ts';
import { folderArchive } from './archive.ts';
import { INDEX_NAME, openRecordIndex } from './record-index.ts';

const nameOf = (cycle: number): string => `2026-01-31-cycle-${String(cycle).padStart(3, '0')}.json`;

/** A record whose figure is what its file holds. */
const recordOf = (cycle: number, value: number, target = 'eva'): CycleRecord => ({
  cycle,
  reviewedAt: '2026-01-31T12:00:00.000Z',
  file: nameOf(cycle),
  origin: 'measured',
  target,
  commit: null,
  branch: null,
  testbed: { target, gpu: null },
  verdict: 'ok',
  score: { points: 10, max: 10, percent: 100 },
  criteria: [{ id: 'llm', points: 10, weight: 1 }],
  blockers: value % 2 === 0 ? [] : [{ id: 'llm-slow', title: 'Trop lent : « 2 s »' }],
  readings: {
    'llm.e2el_ms': { value, shown: same(`${value} ms`), shape: { n: 1, level: Math.log(value), tail: null } },
  },
});

/** Files hold a number and a target; `read` counts whose were opened. */
function maker(folder: string, name = 'this ralph') {
  const opened: string[] = [];
  const read = async (entry: Entry) => {
    const file = jsonName(entry);
    opened.push(file);
    try {
      const { value, target } = JSON.parse(await readFile(join(folder, file), 'utf8'));
      return recordOf(entry.cycle, value, target);
    } catch {
      return { corrupt: `${file}  cannot be read` };
    }
  };
  const made: RecordMaker = { name, read };
  return { made, opened };
}

/** Later with each write, and all of them long ago. */
let tick = 1_700_000_000;

async function write(folder: string, cycle: number, value: number, target = 'eva'): Promise<void> {
  const file = join(folder, nameOf(cycle));
  await writeFile(file, JSON.stringify({ value, target }));
  await utimes(file, ++tick, tick);
}

const entriesOf = (folder: string) => folderArchive(folder).entries();

/** All records as one gets them, and the files that were opened for that. */
async function ask(folder: string, name?: string, listing?: Listing) {
  const { made, opened } = maker(folder, name);
  const records = await folderArchive(folder).records(made, listing);
  const all = await records.of(records.slips);
  records.close();
  return { records: structuredClone(all), corrupt: records.corrupt.map(({ why }) => why), opened };
}

/** The same without an index. */
async function readAll(folder: string) {
  const { made } = maker(folder);
  const read = await Promise.all((await entriesOf(folder)).map(made.read));
  return {
    records: read.flatMap((each) => ('corrupt' in each ? [] : [each])),
    corrupt: read.flatMap((each) => ('corrupt' in each ? [each.corrupt] : [])),
  };
}

async function folderOf(...values: number[]): Promise<string> {
  const folder = await temporaryFolder();
  for (const [index, value] of values.entries()) await write(folder, index + 1, value);
  return folder;
}

describe('the records of a folder', () => {
  test('are read once; after that only what is new or has changed, and what is gone is forgotten', async () => {
    const folder = await folderOf(100, 200, 300);
    expect((await ask(folder)).opened).toEqual([nameOf(1), nameOf(2), nameOf(3)]);
    expect((await ask(folder)).opened).toEqual([]);
    await write(folder, 4, 400);
    expect((await ask(folder)).opened).toEqual([nameOf(4)]);
    await write(folder, 2, 250);
    expect((await ask(folder)).opened).toEqual([nameOf(2)]);
    await rm(join(folder, nameOf(1)));
    const { records, opened } = await ask(folder);
    expect([records.map(({ cycle }) => cycle), opened]).toEqual([[2, 3, 4], []]);
    const index = await openRecordIndex(folder, 'this ralph', false);
    expect(index.rows().map(({ file }) => file)).toEqual([nameOf(2), nameOf(3), nameOf(4)]);
    index.close();
  });

  test('are looked at only when they are asked for, where the index may say which there are', async () => {
    const folder = await folderOf(100, 200, 300);
    await ask(folder);
    await write(folder, 2, 250);
    await write(folder, 4, 400);
    const { records, opened } = await ask(folder, 'this ralph', 'as indexed');
    expect(opened).toEqual([nameOf(4), nameOf(2)]);
    expect(records).toEqual((await readAll(folder)).records);
    await writeFile(join(folder, nameOf(3)), 'broken');
    const broken = await ask(folder, 'this ralph', 'as indexed');
    expect(broken.records.map(({ cycle }) => cycle)).toEqual([1, 2, 4]);
    expect(broken.corrupt).toHaveLength(1);
  });

  test('are made again by a ralph that makes them otherwise', async () => {
    const folder = await folderOf(100);
    for (const name of ['this ralph', 'another', 'this ralph'])
      expect((await ask(folder, name)).opened).toEqual([nameOf(1)]);
    expect((await ask(folder)).opened).toEqual([]);
  });

  test('keep no samples', async () => {
    const folder = await folderOf(100);
    const record = recordOf(1, 100);
    const reading = record.readings['llm.e2el_ms'];
    const sampled = { ...record, readings: { 'llm.e2el_ms': { ...reading, samples: [100] } } } as CycleRecord;
    const records = await folderArchive(folder).records({ name: 'x', read: async () => sampled });
    expect(await records.of(records.slips)).toEqual([record]);
    records.close();
  });

  test('of a file that was written just now are read each time, whatever its clock says', async () => {
    const folder = await folderOf(100);
    const file = join(folder, nameOf(2));
    await writeFile(file, JSON.stringify({ value: 200, target: 'eva' }));
    const { mtime, mtimeMs } = statSync(file);
    expect(Date.now() - mtimeMs).toBeLessThan(2_000);
    expect((await ask(folder)).opened).toEqual([nameOf(1), nameOf(2)]);
    await writeFile(file, JSON.stringify({ value: 201, target: 'eva' }));
    await utimes(file, mtime, mtime);
    const { records, opened } = await ask(folder);
    expect([records[1]?.readings['llm.e2el_ms']?.value, opened]).toEqual([201, [nameOf(2)]]);
  });

  test('leave a folder without reviews as it is', async () => {
    const folder = await temporaryFolder();
    expect(await ask(folder)).toEqual({ records: [], corrupt: [], opened: [] });
    expect(await readdir(folder)).toEqual([]);
  });

  test('that changed after they were listed are read as they are now', async () => {
    const folder = await folderOf(100, 200, 300);
    await ask(folder);
    const records = await folderArchive(folder).records(maker(folder).made);
    await write(folder, 2, 222);
    await write(folder, 3, 333);
    await ask(folder);
    await rm(join(folder, nameOf(3)));
    expect(await records.of(records.slips)).toEqual([recordOf(1, 100), recordOf(2, 222)]);
    records.close();
  });
});

describe('the index', () => {
  test('tells of which target a review is, without a file being opened, and is not made for that', async () => {
    const folder = await folderOf(100);
    await write(folder, 2, 200, 'reference');
    const { made, opened } = maker(folder);
    const entries = await entriesOf(folder);
    const before = await folderArchive(folder).targets(entries, made);
    expect([entries.map(before), existsSync(join(folder, INDEX_NAME))]).toEqual([
      [undefined, undefined],
      false,
    ]);
    await ask(folder);
    await write(folder, 1, 111);
    expect(entries.map(await folderArchive(folder).targets(entries, made))).toEqual([undefined, 'reference']);
    expect(entries.map(await folderArchive(folder).targets(entries, { ...made, name: 'other' }))).toEqual([
      undefined,
      undefined,
    ]);
    expect(opened).toEqual([]);
  });

  test('that another process holds is done without, and no write waits for it twice', async () => {
    const folder = await folderOf(100, 200);
    await ask(folder);
    await write(folder, 3, 300);
    const other = new DatabaseSync(join(folder, INDEX_NAME));
    onTestFinished(() => other.close());
    other.exec('BEGIN EXCLUSIVE');
    expect((await ask(folder)).opened).toEqual([nameOf(1), nameOf(2), nameOf(3)]);
    other.exec('ROLLBACK; BEGIN IMMEDIATE');
    for (const _ of [1, 2]) expect((await ask(folder)).opened).toEqual([nameOf(3)]);
    other.exec('ROLLBACK');
    await ask(folder);
    expect((await ask(folder)).opened).toEqual([]);
  });

  test('that another ralph has made its own meanwhile is no longer written to', async () => {
    const folder = await folderOf(100);
    const mine = await folderArchive(folder).records(maker(folder, 'mine').made);
    const theirs = await openRecordIndex(folder, 'theirs', true);
    const row = { file: nameOf(9), stamp: '1 1', target: 'eva', reviewedAt: '', head: '{}' };
    const late = await openRecordIndex(folder, 'mine', false);
    late.write([{ ...row, readings: new Uint8Array() }], []);
    expect(theirs.rows()).toEqual([]);
    expect(await mine.of(mine.slips)).toEqual([recordOf(1, 100)]);
    for (const each of [mine, theirs, late]) each.close();
  });

  test.each([
    ['a folder', (path: string) => mkdir(path)],
    ['a link to a file of somebody else', (path: string) => symlink('precious', path)],
  ])('whose place %s has taken is done without, and that is left alone', async (_, take) => {
    const folder = await folderOf(100);
    await writeFile(join(folder, 'precious'), '');
    await take(join(folder, INDEX_NAME));
    for (const __ of [1, 2]) {
      const { records, opened } = await ask(folder);
      expect([records, opened]).toEqual([[recordOf(1, 100)], [nameOf(1)]]);
    }
    expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe('');
  });

  test('of which a row is not what was written is mended from the file', async () => {
    const folder = await folderOf(100, 200);
    await ask(folder);
    const database = new DatabaseSync(join(folder, INDEX_NAME));
    database.exec(`UPDATE records SET head = replace(head, '"ok"', '"blocked"') WHERE file = '${nameOf(1)}'`);
    database.close();
    const { records, opened } = await ask(folder);
    expect([records, opened]).toEqual([[recordOf(1, 100), recordOf(2, 200)], [nameOf(1)]]);
    expect((await ask(folder)).opened).toEqual([]);
  });
});

type Deed = (folder: string) => Promise<unknown>;

const cycle = fc.integer({ min: 1, max: 6 });
const value = fc.integer({ min: 1, max: 9 });
const target = fc.constantFrom('eva', 'reference');

const onIndex =
  (harm: (path: string) => Promise<unknown>): Deed =>
  async (folder) => {
    const path = join(folder, INDEX_NAME);
    if (existsSync(path)) await harm(path);
  };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.tuple(cycle, value, target).map(
    ([c, v, t]): Deed =>
      (folder) =>
        write(folder, c, v, t),
  ),
  cycle.map(
    (c): Deed =>
      (folder) =>
        rm(join(folder, nameOf(c)), { force: true }),
  ),
  cycle.map(
    (c): Deed =>
      async (folder) => {
        const file = join(folder, nameOf(c));
        await writeFile(file, '{"value": 1');
        await utimes(file, ++tick, tick);
      },
  ),
  fc.constant(onIndex((path) => rm(path))),
  fc.constantFrom('theirs', 'this ralph').map(
    (name): Deed =>
      (folder) =>
        ask(folder, name),
  ),
  fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 400 })).map(([at, bytes]) =>
    onIndex(async (path) => {
      const all = await readFile(path);
      all.set(bytes.slice(0, all.length), at % Math.max(1, all.length - bytes.length));
      await writeFile(path, all);
    }),
  ),
  fc.nat().map((size) =>
    onIndex(async (path) => {
      const all = await readFile(path);
      await writeFile(path, all.subarray(0, size % (all.length + 1)));
    }),
  ),
);

test('whatever befalls files and index, one gets what reading every file gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 12 }), async (deeds) => {
      const folder = await temporaryFolder();
      for (const each of deeds) {
        await each(folder);
        const { records, corrupt } = await ask(folder);
        expect({ records, corrupt }).toEqual(await readAll(folder));
      }
    }),
    { numRuns: 60 },
  );
});

test('files that are large are not all in memory at once', async () => {
  const folder = await temporaryFolder();
  for (let cycle = 1; cycle <= 40; cycle++) {
    const file = join(folder, nameOf(cycle));
    await writeFile(file, '');
    await truncate(file, cycle * 1024 * 1024);
  }
  let held = 0;
  let most = 0;
  const read = async (entry: Entry) => {
    const { size } = statSync(join(folder, jsonName(entry)));
    held += size;
    most = Math.max(most, held);
    await new Promise(setImmediate);
    held -= size;
    return recordOf(entry.cycle, entry.cycle);
  };
  const records = await folderArchive(folder).records({ name: 'this ralph', read });
  records.close();
  expect(records.slips.map(({ entry }) => entry.cycle)).toEqual(
    Array.from({ length: 40 }, (_, at) => at + 1),
  );
  // The largest alone.
  expect(most).toBe(40 * 1024 * 1024);
});
