import { existsSync } from 'node:fs';
import { access, constants, mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { World } from '../selftest/fault-case.ts';
import { configOf, programsOf, projectOf } from '../selftest/world.ts';
import { packageRoot } from './reference-stack.ts';
import { UsageError } from './usage-error.ts';

/** What the stand-ins for programs are written with; nothing else of this machine is on their PATH. */
const TOOLS = [
  'sh',
  'cat',
  'cut',
  'date',
  'head',
  'kill',
  'seq',
  'sed',
  'sleep',
  'tr',
  'wc',
  'git',
  'ps',
  'env',
];

const stands = join(packageRoot, 'fixtures/commands');

async function whereIs(tool: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, tool);
    const runs = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (folder !== '' && runs) return file;
  }
  return undefined;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Throws UsageError where this package was installed without what a selftest stands on. */
export function checkStandIns(): void {
  if (existsSync(stands)) return;
  throw new UsageError(
    `selftest: found no ${stands}, expected the stand-ins for programs that come with ralph`,
  );
}

/** Lays a world out in `folder`: config, project, and the programs that a review will find on PATH. */
export async function layOut(
  folder: string,
  world: World,
  { url, pid }: { readonly url: string; readonly pid: number | null },
): Promise<{ config: string; path: string }> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const [program, stand] of programsOf(world)) {
    const file = join(stands, stand, program);
    const given = `STACK_PID=${pid ?? ''} STACK_URL=${quoted(url)}`;
    await writeFile(join(bin, program), `#!/bin/sh\n${given} exec ${quoted(file)} "$@"\n`, { mode: 0o755 });
  }
  for (const tool of TOOLS) {
    const file = await whereIs(tool);
    if (file) await symlink(file, join(bin, tool));
  }
  for (const [path, text] of Object.entries(projectOf(world))) {
    const file = join(folder, 'project', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const config = join(folder, 'ralph.config.yaml');
  await writeFile(config, configOf(world, url));
  return { config, path: bin };
}
