import { relative } from 'node:path';
import { isOnPath } from '../host/on-path.ts';
import type { Terminal } from './terminal.ts';

/** How whoever reads this calls ralph: by its name where that is found, else as it was called this time. */
export async function calledAs({ argv, env, cwd }: Terminal): Promise<string> {
  if (await isOnPath('ralph', env.PATH ?? '')) return 'ralph';
  const [, script = ''] = argv;
  if (/[\\/]node_modules[\\/]/.test(script)) return 'npx ralph';
  const near = relative(cwd(), script);
  const shown = near.length < script.length ? near : script;
  return /^[./]/.test(shown) ? shown : `./${shown}`;
}
