import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { baseUrl } from './base-url.ts';
import { ConfigError, says } from './config-error.ts';
import { type LoadedConfig, toConfig } from './loaded-config.ts';
import type { CriterionDefaults } from './schema-criteria.ts';
import { readSource } from './source-file.ts';
import type { Environment } from './variable.ts';
import { parseYaml } from './yaml-source.ts';

/** What a config is called, the first of them by ralph itself. */
export const FILE_NAMES = ['ralph.config.yaml', 'ralph.config.yml'] as const;

interface Asked {
  /** A file named by the person; without it the working folder is searched. */
  readonly path?: string;
  readonly cwd: string;
  readonly env: Environment;
  readonly criteria: readonly CriterionDefaults[];
}

/** As a person would name the file from the working folder. */
export function nameFrom(cwd: string, file: string): string {
  const name = relative(cwd, file);
  return name.startsWith('..') || isAbsolute(name) ? file : name;
}

async function find({ path, cwd }: Asked): Promise<{ file: string; name: string; text: string } | undefined> {
  for (const candidate of path === undefined ? FILE_NAMES : [path]) {
    const file = resolve(cwd, candidate);
    const name = nameFrom(cwd, file);
    const text = await readSource(file, name);
    if (text !== undefined) return { file, name, text };
    if (path !== undefined) throw new ConfigError(name, [{ message: says.noFile() }]);
  }
  return undefined;
}

/** Reads the config file; undefined where none is named and none is found. Throws {@link ConfigError}. */
export async function loadConfig(asked: Asked): Promise<LoadedConfig | undefined> {
  const found = await find(asked);
  if (found === undefined) return undefined;
  const { file, name, text } = found;
  const source = await parseYaml(text);
  if ('problems' in source) throw new ConfigError(name, source.problems);
  const { validate } = await import('./validate.ts');
  const validated = validate(source, asked.criteria, asked.env);
  if ('problems' in validated) throw new ConfigError(name, validated.problems);
  return toConfig(validated.settings, { ...asked, file, base: dirname(file) });
}

/** The config of a bare URL: defaults throughout. Throws {@link ConfigError}. */
export function defaultConfig(asked: {
  readonly target: string;
  readonly cwd: string;
  readonly criteria: readonly CriterionDefaults[];
}): LoadedConfig {
  const reading = baseUrl.read(asked.target);
  if ('value' in reading)
    return toConfig({ target: { url: reading.value } }, { ...asked, file: null, base: asked.cwd, env: {} });
  const found = reading.secret ? 'a URL that is not repeated here' : JSON.stringify(asked.target);
  throw new ConfigError('--target', [{ message: says.misread(found, reading.expected) }]);
}
