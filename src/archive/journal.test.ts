import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evidence, temporaryFolder } from './archive.fixture.ts';
import { machine } from './durable.ts';
import { folderArchive } from './folder/archive.ts';
import type { Journal } from './inspect.ts';
import { beginJournal, leftIn, takeJournal } from './journal.ts';
import { isRunning, startOf } from './process-identity.ts';

const journal: Journal = {
  ...{ schema: 'ralph/journal@1', reference: false, cycle: null, clockMs: 12.5 },
  probes: ['llm', 'tts', 'gpu', 'build'],
  evidence,
};

/** The pid of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

const nameOf = (pid: number, started = '1', where = machine): string =>
  `.ralph-run-${where}-${pid}-${started}-${randomBytes(6).toString('hex')}.json`;

async function leave(folder: string, contents: unknown, name = nameOf(deadPid())): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return file;
}

describe('the journal of a run', () => {
  it('is the old one or the whole new one, and nobody else’s as long as the run lives', async () => {
    const folder = await temporaryFolder();
    const own = await beginJournal(folder);
    expect(await readdir(folder)).toEqual([]);
    await own.keep(journal);
    await own.keep({ ...journal, clockMs: 99 });
    expect(await readdir(folder)).toEqual([basename(own.file)]);
    expect(JSON.parse(await readFile(own.file, 'utf8'))).toEqual({ ...journal, clockMs: 99 });
    expect(await leftIn(folder)).toEqual({ left: [], live: 1 });
    expect(await own.isThere()).toBe(true);
    await own.remove();
    expect([await own.isThere(), await readdir(folder)]).toEqual([false, []]);
    await own.remove();
  });

  it('is written again where its folder was deleted meanwhile', async () => {
    const folder = join(await temporaryFolder(), 'reviews');
    const own = await beginJournal(folder);
    await own.keep(journal);
    await rm(folder, { recursive: true });
    await own.keep(journal);
    expect(await own.isThere()).toBe(true);
  });

  it('is not swept as a temporary file is, nor taken for a review', async () => {
    const folder = await temporaryFolder();
    const file = await leave(folder, journal);
    const archive = folderArchive(folder);
    await archive.ensureWritable();
    expect([await readdir(folder), await archive.entries()]).toEqual([[basename(file)], []]);
  });
});

describe('what runs left', () => {
  it('is found when their process is gone, the newest first', async () => {
    const folder = await temporaryFolder();
    const older = await leave(folder, journal);
    const observedAt = '2026-02-01T00:00:00.000Z';
    const newer = await leave(folder, { ...journal, evidence: { ...evidence, observedAt } });
    const { left, live } = await leftIn(folder);
    expect([left.map(({ file }) => file), live]).toEqual([[newer, older], 0]);
    expect(left[1]).toEqual({ file: older, journal });
  });

  it('is found when another process has their number by now', async () => {
    const folder = await temporaryFolder();
    const file = await leave(folder, journal, nameOf(process.pid, '1'));
    const isTold = process.platform === 'linux';
    expect((await leftIn(folder)).left.map((each) => each.file)).toEqual(isTold ? [file] : []);
    await leave(folder, journal, nameOf(process.pid, await startOf(process.pid)));
    expect((await leftIn(folder)).live).toBe(isTold ? 1 : 2);
  });

  it('of another machine may still be written, until it has been silent for a day', async () => {
    const folder = await temporaryFolder();
    const file = await leave(
      folder,
      journal,
      nameOf(1, '1', machine === '00000000' ? '00000001' : '00000000'),
    );
    expect(await leftIn(folder)).toEqual({ left: [], live: 1 });
    const yesterday = Date.now() / 1000 - 86_401;
    await utimes(file, yesterday, yesterday);
    expect(await leftIn(folder)).toEqual({ left: [{ file, journal }], live: 0 });
  });

  it('is nothing where there is no folder, and said where it cannot be listed', async () => {
    const folder = await temporaryFolder();
    expect(await leftIn(join(folder, 'none'))).toEqual({ left: [], live: 0 });
    await writeFile(join(folder, 'file'), '');
    await expect(leftIn(join(folder, 'file'))).rejects.toThrow('cannot list its reviews (ENOTDIR)');
  });

  it('goes to one of several that take it, whole', async () => {
    const folder = await temporaryFolder();
    await leave(folder, journal);
    const { left } = await leftIn(folder);
    const [found] = left;
    if (!found) throw new Error('nothing was found');
    const takers = await Promise.all(Array.from({ length: 8 }, () => takeJournal(found, folder)));
    const [own, ...more] = takers.filter((each) => each !== undefined);
    expect(more).toEqual([]);
    expect(JSON.parse(await readFile(own?.file ?? '', 'utf8'))).toEqual(journal);
    expect(await leftIn(folder)).toEqual({ left: [], live: 1 });
  });
});

describe('a journal that is no journal', () => {
  const polluted = JSON.stringify(journal).replace(
    '"observations":{',
    '"observations":{"__proto__":{"x":1},',
  );
  it.each([
    ['is empty', '', 'found text that is not JSON (line 1, column 1)'],
    ['was cut short', JSON.stringify(journal).slice(0, 400), 'found text that is not JSON'],
    ['is of a newer ralph', { ...journal, schema: 'ralph/journal@2' }, 'schema: found "ralph/journal@2"'],
    ['is something else', [1], 'found a list, expected object'],
    ['has no evidence', { ...journal, evidence: null }, 'evidence: found nothing'],
    ['has half an observation', { ...journal, evidence: { ...evidence, observations: { llm: {} } } }, 'kind'],
    ['names a folder for a time', { ...journal, evidence: { ...evidence, observedAt: '../../x' } }, 'a time'],
    ['has a clock beyond all clocks', { ...journal, clockMs: 1e300 }, 'less than thirty years'],
    ['asks for no cycle', { ...journal, cycle: 0 }, 'cycle: found 0'],
  ])('because it %s is said, and stays', async (_, contents, lack) => {
    const folder = await temporaryFolder();
    const file = await leave(folder, contents);
    const { left } = await leftIn(folder);
    expect(left).toEqual([{ file, lack: expect.stringContaining(lack) }]);
    expect(await readdir(folder)).toEqual([basename(file)]);
  });

  it('is not read where it is larger than any, or no file', async () => {
    const folder = await temporaryFolder();
    const file = await leave(folder, '{}');
    await truncate(file, 100 * 1024 * 1024);
    await mkdir(join(folder, nameOf(deadPid())));
    const lacks = (await leftIn(folder)).left.map((each) => ('lack' in each ? each.lack : ''));
    expect(lacks.sort()).toEqual([
      'found 104857600 bytes, expected at most 67108864',
      'found a folder or a device, expected a file',
    ]);
  });

  it('gives no object another prototype', async () => {
    const folder = await temporaryFolder();
    await leave(folder, polluted);
    const [found] = (await leftIn(folder)).left;
    const observations = found && 'journal' in found ? found.journal.evidence.observations : {};
    expect(Object.keys(observations)).toEqual(Object.keys(evidence.observations));
    expect('x' in observations).toBe(false);
  });
});

describe('a process', () => {
  it('runs as long as it is there, and as the one that it was', async () => {
    expect(await isRunning(process.pid)).toBe(true);
    expect(await isRunning(process.pid, await startOf(process.pid))).toBe(true);
    expect(await isRunning(process.pid, '1')).toBe(process.platform !== 'linux');
    expect(await isRunning(deadPid())).toBe(false);
    expect(await startOf(deadPid())).toBe('0');
  });
});
