import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it, onTestFinished } from 'vitest';
import { root } from '../smoke/ralph.ts';
import { pages } from './pages.ts';

const page = pages.find(({ file }) => file === 'docs/probe.md');

/** The project as it stands, with a folder of probes of its own. */
async function project(): Promise<string> {
  // Inside node_modules, so that what is there is found.
  const cache = join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'ralph-probe-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'src', 'probes'), { recursive: true });
  await symlink(join(root, 'fixtures'), join(folder, 'fixtures'));
  const rooms = (await readdir(join(root, 'src'))).filter((room) => room !== 'probes');
  await Promise.all(rooms.map((room) => symlink(join(root, 'src', room), join(folder, 'src', room))));
  const tsconfig = { extends: join(root, 'tsconfig.json'), include: ['src/probes'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  await writeFile(
    join(folder, 'vitest.config.js'),
    'export default { test: { include: ["src/probes/*.test.ts"] } };',
  );
  return folder;
}

it('the probe of the page compiles, and its test passes', { timeout: 240_000 }, async () => {
  const [probe, test] = page?.examples.filter(({ language }) => language === 'ts') ?? [];
  const names = page?.code.filter((each) => /^src\/probes\/greeting/.test(each));
  expect(names).toEqual(['src/probes/greeting.ts', 'src/probes/greeting.test.ts']);
  const cwd = await project();
  await writeFile(join(cwd, 'src/probes/greeting.ts'), probe?.text ?? '');
  await writeFile(join(cwd, 'src/probes/greeting.test.ts'), test?.text ?? '');
  const run = (program: string, ...args: string[]) =>
    execa(process.execPath, [join(root, 'node_modules', program), ...args], {
      cwd,
      all: true,
      reject: false,
    });
  const compiled = await run('typescript/bin/tsc', '--noEmit', '-p', '.');
  expect([compiled.exitCode, compiled.all]).toEqual([0, '']);
  const tested = await run('vitest/vitest.mjs', 'run', '--root', cwd);
  expect([tested.exitCode, tested.all]).toEqual([0, expect.stringMatching(/2 passed/)]);
});
