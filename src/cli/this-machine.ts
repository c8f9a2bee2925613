import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from './reference-stack.ts';
import { version } from './version.ts';

/** By what, and where, kept figures were taken. */
export const thisMachine = () => ({
  schemaVersion: 1,
  ralph: version,
  node: process.version,
  platform: process.platform,
  cpu: cpus()[0]?.model ?? null,
  cores: cpus().length,
});

/** The commit of ralph's own checkout, and whether it was changed since; undefined for a package. */
async function ownCommit(): Promise<string | undefined> {
  if (!existsSync(join(packageRoot, '.git'))) return undefined;
  const asked = ['-C', packageRoot, 'describe', '--always', '--abbrev=10', '--dirty', '--exclude=*'];
  return promisify(execFile)('git', asked, { timeout: 5_000 }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

/** In one line when, by which ralph and on what something was taken. */
export async function takenOn(at: Date): Promise<string> {
  const { node, cpu, cores, ralph } = thisMachine();
  const commit = await ownCommit();
  const by = commit === undefined ? `ralph ${ralph}` : `ralph ${ralph} at commit ${commit}`;
  return `${at.toISOString().slice(0, 10)}, ${by}, node ${node}, ${cores} × ${cpu}`;
}
