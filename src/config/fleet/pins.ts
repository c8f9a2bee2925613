import { ConfigError } from '../config-error.ts';
import { readSource } from '../source-file.ts';
import { parseYaml } from '../yaml-source.ts';

const BOUNDS = { bytes: 1_048_576, lines: 10_000 } as const;

/** Name of an agent → its public key, as it was met first. */
export type Pins = Readonly<Record<string, string>>;

/** The keys that are remembered in a file; none where there is no file. Throws {@link ConfigError}. */
export async function loadPins(file: string): Promise<Pins> {
  const text = await readSource(file, file, BOUNDS.bytes);
  if (text === undefined) return {};
  const source = await parseYaml(text, { mostLines: BOUNDS.lines, least: '{}' });
  if ('problems' in source) throw new ConfigError(file, source.problems);
  const [{ conform }, { agentsSchema }] = await Promise.all([
    import('../validate.ts'),
    import('./schema.ts'),
  ]);
  const read = conform(agentsSchema, source);
  if ('problems' in read) throw new ConfigError(file, read.problems);
  return Object.fromEntries(Object.entries(read.settings).map(([name, { key }]) => [name, key]));
}

const HEAD =
  '# The keys of agents as they were met first, written by ralph. An agent that was given a new key on purpose is met\n# anew once its line is removed.\n';

/** The text of the file that remembers keys. */
export const pinsText = (pins: Pins): string =>
  `${HEAD}${Object.entries(pins)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, key]) => `${JSON.stringify(name)}: { key: ${JSON.stringify(key)} }\n`)
    .join('')}`;
