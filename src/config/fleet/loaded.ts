import { basename, resolve } from 'node:path';
import { withPassword } from '../../domain/archive-place.ts';
import type { Addressee } from '../../domain/fleet-job.ts';
import type { Rubric } from '../../domain/rubric.ts';
import type { Lang } from '../../domain/text.ts';
import { defaults } from '../defaults.ts';
import type { FailOn } from '../loaded-config.ts';
import { toRubric } from '../rubric.ts';
import type { CriterionDefaults } from '../schema-criteria.ts';
import type { Environment } from '../variable.ts';
import { fleetDefaults } from './defaults.ts';
import type { FleetSettings } from './schema.ts';

/** One stack of a fleet: who is asked about it, and what. */
export interface AskedStack {
  readonly name: string;
  readonly asked: Addressee;
  /** Ids of probes; null: all that its host allows. */
  readonly probes: readonly string[] | null;
  /** Warm samples of a series; null: as its host says. */
  readonly samples: number | null;
}

/** A fleet file with every default applied and every path absolute. */
export interface LoadedFleet {
  /** Absolute. */
  readonly file: string;
  readonly name: string;
  readonly queue: {
    readonly url: string;
    /** Null: none, or the one in the URL. Never part of anything that is written. */
    readonly password: string | null;
    /** Absolute. */
    readonly caFile: string | null;
    /** Absolute: what is shown to the queue, and its private key. */
    readonly certFile: string | null;
    readonly keyFile: string | null;
  };
  readonly stacks: readonly AskedStack[];
  /** Name of an agent → its public key, as far as the file says them. */
  readonly agents: Readonly<Record<string, string>>;
  /** Absolute: where the keys of others are remembered. */
  readonly agentsFile: string;
  /** `listed`: nobody else is believed. */
  readonly trust: 'first' | 'listed';
  readonly deadlineMs: number;
  readonly attempts: number;
  readonly rubric: Rubric;
  readonly lang?: Lang;
  /** Where reviews are kept: an absolute folder, or the address of a database with its password, as far as it is told. */
  readonly archive: string;
  readonly failOn: FailOn;
}

const toStack = ({ name, agent, labels, probes, samples }: FleetSettings['stacks'][number]): AskedStack => ({
  name,
  // The schema lets nothing through that has neither, or both.
  asked: agent === undefined ? { labels: labels ?? {} } : { agent },
  probes: probes ?? null,
  samples: samples ?? null,
});

/** The name of a file, as far as it is fit for a queue. */
const nameOf = (file: string): string =>
  basename(file)
    .replace(/\.ya?ml$/, '')
    .replaceAll(/[^\w.-]/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 63) || 'fleet';

/** Where the reviews of a fleet are kept. */
function toArchive(
  { archive, archive_password_env: variable, reviews = defaults.reviews }: FleetSettings,
  { base, env }: { readonly base: string; readonly env: Environment },
): string {
  if (archive === undefined) return resolve(base, reviews);
  return withPassword(archive, variable === undefined ? null : (env[variable] ?? null));
}

/** Applies the defaults to what a fleet file says; `base` is its folder. */
export function toFleet(
  settings: FleetSettings,
  from: {
    readonly file: string;
    readonly base: string;
    readonly env: Environment;
    readonly criteria: readonly CriterionDefaults[];
  },
): LoadedFleet {
  const { file, base, env, criteria } = from;
  const { queue_password_env: variable = fleetDefaults.passwordEnv, queue_ca: ca } = settings;
  const at = (path: string | undefined): string | null => (path === undefined ? null : resolve(base, path));
  return {
    file,
    name: settings.name ?? nameOf(file),
    queue: {
      url: settings.queue,
      password: env[variable] || null,
      caFile: at(ca),
      certFile: at(settings.queue_cert),
      keyFile: at(settings.queue_key),
    },
    stacks: settings.stacks.map(toStack),
    agents: Object.fromEntries(Object.entries(settings.agents ?? {}).map(([name, { key }]) => [name, key])),
    agentsFile: resolve(base, settings.agents_file ?? basename(file).replace(/(\.ya?ml)?$/, '.agents$&')),
    trust: settings.trust ?? 'first',
    deadlineMs: settings.deadline ?? fleetDefaults.deadlineMs,
    attempts: settings.attempts ?? fleetDefaults.attempts,
    rubric: toRubric(criteria, settings),
    ...(settings.lang === undefined ? {} : { lang: settings.lang }),
    archive: toArchive(settings, { base, env }),
    failOn: settings.fail_on ?? defaults.failOn,
  };
}
