import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { folder, type Result, root } from './ralph.ts';

/** Runs a script as a CI does, and answers however it ends. */
export const bash = (
  script: string,
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Record<string, string> },
): Promise<Result> =>
  new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, LC_ALL: 'C', FORCE_COLOR: '', ...env } };
    execFile('bash', ['-eo', 'pipefail', '-c', script], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });

/** A PATH on which the given programs, each a script of sh, come before all others. */
export async function programs(cwd: string, scripts: Readonly<Record<string, string>>): Promise<string> {
  const bin = join(cwd, '.bin');
  await mkdir(bin, { recursive: true });
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  return [bin, process.env.PATH].join(delimiter);
}

/** What a `ralph` on the PATH is: that of this folder. */
export const RALPH = `exec '${process.execPath}' '${root}bin/ralph.js' "$@"`;

/** A folder with the config of a stack: one that runs, or one that nobody runs, whose review is quick, and blocked. */
export async function project(url = 'http://127.0.0.1:9'): Promise<string> {
  const cwd = await folder();
  const samples = '{ warm: 1, most: 1, warmup: 0, idle: 1ms }';
  await writeFile(
    join(cwd, 'ralph.config.yaml'),
    `target: { name: eva, url: "${url}", gpu: ignore }\nsamples: ${samples}\n`,
  );
  return cwd;
}

/** A file of this folder. */
export const read = (file: string): Promise<string> => readFile(join(root, file), 'utf8');
