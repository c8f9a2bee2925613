import { dirname, resolve } from 'node:path';
import { ConfigError, says } from '../config-error.ts';
import { nameFrom } from '../load.ts';
import { readSource } from '../source-file.ts';
import type { Environment } from '../variable.ts';
import { parseYaml } from '../yaml-source.ts';
import { type LoadedFleet, toFleet } from './loaded.ts';
import type { Known } from './schema.ts';

/** Room for a thousand stacks and their agents, a key on a line of its own each. */
const BOUNDS = { bytes: 1_048_576, lines: 10_000 } as const;

/** Reads a fleet file. Throws {@link ConfigError} with all that is wrong, by line and column. */
export async function loadFleet(asked: {
  readonly path: string;
  readonly cwd: string;
  readonly env: Environment;
  readonly known: Known;
}): Promise<LoadedFleet> {
  const { path, cwd, env, known } = asked;
  const file = resolve(cwd, path);
  const name = nameFrom(cwd, file);
  const text = await readSource(file, name, BOUNDS.bytes);
  if (text === undefined) throw new ConfigError(name, [{ message: says.noFile() }]);
  const source = await parseYaml(text, { mostLines: BOUNDS.lines, least: 'queue and stacks' });
  if ('problems' in source) throw new ConfigError(name, source.problems);
  const [{ conform }, { fleetSchema }] = await Promise.all([import('../validate.ts'), import('./schema.ts')]);
  const read = conform(fleetSchema(known, env), source);
  if ('problems' in read) throw new ConfigError(name, read.problems);
  return toFleet(read.settings, { file, base: dirname(file), env, criteria: known.criteria });
}
