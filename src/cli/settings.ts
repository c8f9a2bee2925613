import type { LoadedConfig } from '../config/loaded-config.ts';
import { secretsOf } from '../config/secrets-of.ts';
import { isDatabase } from '../domain/archive-place.ts';
import type { Scenario } from '../domain/scenario.ts';
import { archivePlace } from './archive-place.ts';
import type { Flags } from './flags.ts';
import { rules } from './rules.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { wholeNumber } from './whole-number.ts';

/** `--cycle`, checked. */
export const cycleOf = ({ cycle }: Flags): number | undefined =>
  cycle === undefined ? undefined : wholeNumber('--cycle', cycle, 1);

async function durationMs(flag: string, text: string): Promise<number> {
  const { duration } = await import('../config/quantity.ts');
  const reading = duration(['30s', '500 ms']).read(text);
  if ('value' in reading) return reading.value;
  throw new UsageError(`${flag}: found "${text}", expected ${reading.expected}`);
}

/** So many samples, no fewer and no more. */
const exactly = (samples: number) => ({ samples, mostSamples: samples });

async function scenarioFrom(scenario: Scenario, { samples, warmup, timeout }: Flags): Promise<Scenario> {
  return {
    ...scenario,
    ...(samples === undefined ? {} : exactly(wholeNumber('--samples', samples, 1))),
    ...(warmup === undefined ? {} : { warmup: wholeNumber('--warmup', warmup, 0) }),
    ...(timeout === undefined ? {} : { timeoutMs: await durationMs('--timeout', timeout) }),
  };
}

/** What to measure: a described target, or none, which means the bundled reference stack. */
export interface Settings {
  readonly config: LoadedConfig;
  /** What stays out of all that is written: of the config, the flags and the environment. */
  readonly secrets: readonly string[];
  readonly reference: boolean;
}

/** How the bundled stack is called in its reviews. */
export const REFERENCE = 'reference';

/** The name under which reviews of what these settings describe are kept. */
export const nameOf = ({ config, reference }: Settings): string =>
  reference ? REFERENCE : config.target.name;

/** A placeholder that the reference stack's own address replaces once it listens. */
const REFERENCE_URL = 'http://127.0.0.1';

async function configFor(flags: Flags, terminal: Terminal): Promise<Omit<Settings, 'secrets'>> {
  const { loadConfig, defaultConfig } = await import('../config/load.ts');
  const common = { cwd: terminal.cwd(), criteria: rules.criteria };
  if (flags.reference) {
    if (flags.target) throw new UsageError('--reference and --target name two stacks: expected one of them');
    return { config: defaultConfig({ ...common, target: REFERENCE_URL }), reference: true };
  }
  const asked = flags.config === undefined ? {} : { path: flags.config };
  const config = await loadConfig({ ...common, ...asked, env: terminal.env });
  if (flags.target === undefined) {
    return config
      ? { config, reference: false }
      : { config: defaultConfig({ ...common, target: REFERENCE_URL }), reference: true };
  }
  if (config?.target.services) {
    const roles = Object.keys(config.target.services).join(', ');
    throw new UsageError(
      `--target: the config describes several servers (${roles}), and one URL does not say which it stands for: expected it without --target, or a config with target.url`,
    );
  }
  const bare = defaultConfig({ ...common, target: flags.target });
  if (!config) return { config: bare, reference: false };
  return { config: { ...config, target: { ...config.target, url: bare.target.url } }, reference: false };
}

/** What `--reviews` changes: what is kept on the way lies in the folder of the reviews, wherever they are kept. */
function keptAt(named: string, terminal: Terminal): Partial<LoadedConfig> {
  const archive = archivePlace(named, terminal);
  return isDatabase(archive) ? { archive } : { archive, reviews: archive };
}

/** Config and flags together, the flags last. Throws ConfigError or UsageError. */
export async function settingsFor(flags: Flags, terminal: Terminal): Promise<Settings> {
  const { config, reference } = await configFor(flags, terminal);
  terminal.secrets.learn(secretsOf(config));
  return {
    reference,
    secrets: terminal.secrets.values,
    config: {
      ...config,
      scenario: await scenarioFrom(config.scenario, flags),
      ...(flags.reviews === undefined ? {} : keptAt(flags.reviews, terminal)),
      ...(flags.failOn === undefined ? {} : { failOn: flags.failOn }),
    },
  };
}
