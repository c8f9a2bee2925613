import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'tsdown';
import { expect, test } from 'vitest';
import { draw, temporaryFolder } from '../archive.fixture.ts';

const run = promisify(execFile);

/** The archive as one file that a bare Node can run. */
async function bundle(folder: string): Promise<string> {
  await build({
    config: false,
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    entry: { archive: fileURLToPath(new URL('./archive.ts', import.meta.url)) },
    outDir: folder,
    outExtensions: () => ({ js: '.mjs' }),
    deps: { alwaysBundle: [/./], onlyBundle: false },
    format: 'esm',
    platform: 'node',
    dts: false,
    logLevel: 'silent',
  });
  return join(folder, 'archive.mjs');
}

const PUBLISHER = `
const [{ folderArchive }, { review, evidence }] = [await import(process.argv[1]), JSON.parse(process.argv[3])];
const { entry: { cycle } } = await folderArchive(process.argv[2]).publish((cycle) => ({
  review: { ...review, cycle },
  evidence,
  markdown: String(process.pid),
}));
console.log(cycle, process.pid);
`;

test('ten processes at once get the numbers from 1 to 10, each its own', async () => {
  const folder = await temporaryFolder();
  const module = pathToFileURL(await bundle(await temporaryFolder())).href;
  const drawing = JSON.stringify(draw(1));
  const publishers = Array.from({ length: 10 }, () =>
    run(process.execPath, ['--input-type=module', '-e', PUBLISHER, module, folder, drawing]),
  );
  const printed = (await Promise.all(publishers)).map(({ stdout }) => stdout.trim().split(' '));
  const numbers = printed.map(([cycle]) => Number(cycle)).sort((left, right) => left - right);
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  for (const [cycle = '', pid] of printed) {
    const stem = join(folder, `2026-01-31-cycle-${cycle.padStart(3, '0')}`);
    expect(await readFile(`${stem}.md`, 'utf8')).toBe(pid);
    expect(JSON.parse(await readFile(`${stem}.json`, 'utf8')).review.cycle).toBe(Number(cycle));
  }
  expect(await readdir(folder)).toHaveLength(20);
});

const DYING = `
const [{ folderArchive }, { review, evidence }] = [await import(process.argv[1]), JSON.parse(process.argv[3])];
await folderArchive(process.argv[2]).publish((cycle) => ({ review: { ...review, cycle }, evidence, markdown: 'x' }));
`;

test('publishers that are killed at any moment leave neither a gap nor a blocked number', async () => {
  const folder = await temporaryFolder();
  const module = pathToFileURL(await bundle(await temporaryFolder())).href;
  const preload = join(await temporaryFolder(), 'die.cjs');
  // Dies just before or just after the nth hard link: the probe's, the claim, the hold, the name, the Markdown.
  await writeFile(
    preload,
    `const fs = require('node:fs/promises'); const { link } = fs; let left = Number(process.env.LINKS);
     fs.link = async (...names) => { if (left-- <= 0) process.exit(9); await link(...names); };
     require('node:module').syncBuiltinESMExports();`,
  );
  const drawing = JSON.stringify(draw(1));
  const dying = Array.from({ length: 5 }, (_, links) =>
    run(
      process.execPath,
      ['--require', preload, '--input-type=module', '-e', DYING, module, folder, drawing],
      { env: { ...process.env, LINKS: String(links) } },
    ).then(
      () => 0,
      (error: { code: number }) => error.code,
    ),
  );
  expect(await Promise.all(dying)).toEqual([9, 9, 9, 9, 9]);
  await run(process.execPath, ['--input-type=module', '-e', DYING, module, folder, drawing]);
  const names = (await readdir(folder)).sort();
  const cycles = names.filter((name) => name.endsWith('.json')).map((name) => Number(name.slice(17, 20)));
  expect(cycles).toEqual(cycles.map((_, index) => index + 1));
  expect(names.filter((name) => name.startsWith('.'))).toEqual([]);
  expect(names.filter((name) => name.endsWith('.md'))).toHaveLength(1);
});
