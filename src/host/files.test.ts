import { existsSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFiles } from './files.ts';

const files = createFiles();
let folder: Awaited<ReturnType<typeof files.temporaryFolder>>;
beforeAll(async () => {
  folder = await files.temporaryFolder();
});
afterAll(() => folder.remove());

describe('read', () => {
  it('gives the text of a file up to its bound', async () => {
    const path = join(folder.path, 'text');
    await writeFile(path, 'été');
    expect(await files.read(path, 5)).toBe('été');
    await expect(files.read(path, 4)).rejects.toThrow('larger than 4 bytes');
  });

  it('knows when there is none', async () => {
    expect(await files.read(join(folder.path, 'nowhere'), 5)).toBeUndefined();
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    expect(await files.read(join(file, 'below'), 5)).toBeUndefined();
  });

  it('reads nothing but files', async () => {
    await expect(files.read(folder.path, 5)).rejects.toThrow('is not a file');
    if (existsSync('/dev/zero')) await expect(files.read('/dev/zero', 5)).rejects.toThrow('is not a file');
  });

  it.runIf(process.platform === 'linux')('bounds a file that does not tell its size', async () => {
    expect(await files.read('/proc/version', 4096)).toMatch(/^Linux/);
    await expect(files.read('/proc/version', 4)).rejects.toThrow('larger than 4 bytes');
  });
});

describe('temporaryFolder', () => {
  it('is private, one of its own each time, and goes with all that is in it', async () => {
    const [one, two] = await Promise.all([files.temporaryFolder(), files.temporaryFolder()]);
    expect(one.path).not.toBe(two.path);
    expect(statSync(one.path).mode & 0o077).toBe(0);
    await mkdir(join(one.path, 'inner'));
    await writeFile(join(one.path, 'inner', 'file'), '');
    await one.remove();
    expect([existsSync(one.path), existsSync(two.path)]).toEqual([false, true]);
    await two.remove();
    await two.remove();
  });
});
