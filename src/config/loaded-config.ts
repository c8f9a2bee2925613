import { resolve } from 'node:path';
import { withPassword } from '../domain/archive-place.ts';
import type { Rubric } from '../domain/rubric.ts';
import type { Scenario } from '../domain/scenario.ts';
import { SERVICE_ROLES, type ServiceRole, type Target } from '../domain/target.ts';
import type { Lang } from '../domain/text.ts';
import { type AgentConfig, toAgent } from './agent.ts';
import { defaults } from './defaults.ts';
import { toRubric } from './rubric.ts';
import type { Settings } from './schema.ts';
import type { CriterionDefaults } from './schema-criteria.ts';
import { toTarget } from './target.ts';
import type { Environment } from './variable.ts';

/** From which outcome on the exit code says that the gate is closed. */
export type FailOn = 'blocked' | 'attention' | 'regression' | 'never';

export type ServiceKeys = Readonly<Partial<Record<ServiceRole, string>>>;

/** A config with every default applied and every path absolute. */
export interface LoadedConfig {
  /** Absolute; null where there is no file. */
  readonly file: string | null;
  readonly target: Target;
  /** For the dialect only: never part of evidence, reviews or messages. */
  readonly apiKey: string | null;
  /** As `apiKey`, of the services that have one; absent where the target is one server. */
  readonly serviceKeys?: ServiceKeys;
  readonly scenario: Scenario;
  readonly rubric: Rubric;
  readonly lang?: Lang;
  /** Whether the sound of an answer stays with the evidence. */
  readonly keepsSounds: boolean;
  /** Absolute folder, also of what a run keeps on the way. */
  readonly reviews: string;
  /** Where reviews are kept: that folder, or the address of a database, which may hold its password. */
  readonly archive: string;
  readonly failOn: FailOn;
  /** Absent: it says nothing of it. */
  readonly agent?: AgentConfig;
  /** Where traces go, as far as the config says; absent: it does not. */
  readonly telemetry?: { readonly endpoint?: string; readonly content?: boolean };
}

function toTelemetry({ endpoint, content }: NonNullable<Settings['telemetry']>) {
  return { ...(endpoint !== undefined && { endpoint }), ...(content !== undefined && { content }) };
}

function toScenario(samples: Settings['samples'] = {}): Scenario {
  const { scenario } = defaults;
  const fewest = samples.warm ?? Math.min(scenario.samples, samples.most ?? scenario.samples);
  return {
    samples: fewest,
    mostSamples: samples.most ?? Math.max(fewest, scenario.mostSamples),
    seriesMs: samples.series_time ?? scenario.seriesMs,
    warmup: samples.warmup ?? scenario.warmup,
    idleMs: samples.idle ?? scenario.idleMs,
    timeoutMs: samples.timeout ?? scenario.timeoutMs,
    rateLimitBudgetMs: samples.rate_limit_budget ?? scenario.rateLimitBudgetMs,
    speech: samples.language ?? scenario.speech,
  };
}

const keyIn = (env: Environment, variable: string | undefined): string | null =>
  variable === undefined ? null : (env[variable] ?? null);

const keysOf = (services: NonNullable<Settings['target']['services']>, env: Environment): ServiceKeys =>
  Object.fromEntries(
    SERVICE_ROLES.flatMap((role) => {
      const key = keyIn(env, services[role]?.api_key_env);
      return key === null ? [] : [[role, key]];
    }),
  );

const toArchive = (
  { archive, archive_password_env: variable }: Settings,
  reviews: string,
  env: Environment,
): string => (archive === undefined ? reviews : withPassword(archive, keyIn(env, variable)));

/** Applies the defaults to what was said; `base` is the folder that relative paths stand against. */
export function toConfig(
  settings: Settings,
  from: {
    readonly file: string | null;
    readonly base: string;
    readonly env: Environment;
    readonly criteria: readonly CriterionDefaults[];
  },
): LoadedConfig {
  const { services, api_key_env: variable } = settings.target;
  const reviews = resolve(from.base, settings.reviews ?? defaults.reviews);
  return {
    file: from.file,
    target: toTarget(settings.target, from.base),
    apiKey: keyIn(from.env, variable),
    ...(services && { serviceKeys: keysOf(services, from.env) }),
    scenario: toScenario(settings.samples),
    rubric: toRubric(from.criteria, settings),
    ...(settings.lang === undefined ? {} : { lang: settings.lang }),
    keepsSounds: settings.keep_sounds ?? defaults.keepSounds,
    reviews,
    archive: toArchive(settings, reviews, from.env),
    failOn: settings.fail_on ?? defaults.failOn,
    ...(settings.agent && { agent: toAgent(settings.agent, from) }),
    ...(settings.telemetry && { telemetry: toTelemetry(settings.telemetry) }),
  };
}
