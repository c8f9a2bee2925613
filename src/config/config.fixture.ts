import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadConfig } from './load.ts';
import type { LoadedConfig } from './loaded-config.ts';
import type { CriterionDefaults } from './schema-criteria.ts';
import type { Environment } from './variable.ts';

const counts = { weight: 1, blocking: true, shown: true };

/** One criterion of each kind: a time, a share, none, hidden. */
export const criteria: readonly CriterionDefaults[] = [
  { id: 'llm', ...counts, objective: { value: 500, unit: 'ms', sense: 'at-most', of: 'llm.e2el_ms' } },
  { id: 'gpu', ...counts, objective: { value: 50, unit: '%', sense: 'at-least', of: 'gpu.util_load_pct' } },
  { id: 'tests', ...counts },
  { id: 'e2e-audio', ...counts, weight: 0, shown: false },
];

/** A folder that is gone when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ralph-config-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Loads these contents as `ralph.config.yaml` of a folder of its own. */
export async function load(contents: string | Uint8Array, env: Environment = {}): Promise<LoadedConfig> {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, 'ralph.config.yaml'), contents);
  const config = await loadConfig({ cwd, env, criteria });
  if (config === undefined) throw new Error('the file was not found');
  return config;
}

/** The message with which these contents are refused; fails where they are accepted. */
export const refusal = (contents: string | Uint8Array, env: Environment = {}): Promise<string> =>
  load(contents, env).then(
    () => expectedRefusal(),
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  );

const expectedRefusal = (): never => {
  throw new Error('the config was accepted');
};
