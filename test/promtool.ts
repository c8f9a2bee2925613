import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Prometheus' own tool; rejects with what it complains of. */
export const promtool = (args: readonly string[], options: { readonly cwd?: string } = {}) =>
  run('promtool', args, options);

/** Why tests with it are skipped; empty where it is there. */
export const noPromtool = await promtool(['--version']).then(
  () => '',
  () => ' (skipped: there is no promtool; Debian has it in the package prometheus)',
);
