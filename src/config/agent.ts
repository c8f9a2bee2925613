import { resolve } from 'node:path';
import type { Labels } from '../domain/fleet-job.ts';
import type { Settings } from './schema.ts';
import type { Environment } from './variable.ts';

/** What this host does for fleets, every default applied that does not hang on the machine. */
export interface AgentConfig {
  /** Null: the config says none. */
  readonly queue: string | null;
  /** Null: none, or the one in the URL. Never part of anything that is written. */
  readonly queuePassword: string | null;
  /** Absolute. */
  readonly queueCa: string | null;
  /** Absolute: what is shown to the queue, and its private key. */
  readonly queueCert: string | null;
  readonly queueKey: string | null;
  /** Null: the host name. */
  readonly name: string | null;
  readonly labels: Labels;
  /** Absolute; null: the usual place. */
  readonly keyFile: string | null;
  /** Ids; null: all. */
  readonly probes: readonly string[] | null;
  readonly mostSamples: number;
  /** Null: no load test. */
  readonly benchUsers: number | null;
}

const PASSWORD = 'RALPH_QUEUE_PASSWORD';
const MOST_SAMPLES = 100;

/** Applies the defaults to the block `agent`; relative paths stand against `base`. */
export function toAgent(
  agent: NonNullable<Settings['agent']>,
  { base, env }: { readonly base: string; readonly env: Environment },
): AgentConfig {
  const at = (file: string | undefined): string | null => (file === undefined ? null : resolve(base, file));
  return {
    queue: agent.queue ?? null,
    queuePassword: env[agent.queue_password_env ?? PASSWORD] || null,
    queueCa: at(agent.queue_ca),
    queueCert: at(agent.queue_cert),
    queueKey: at(agent.queue_key),
    name: agent.name ?? null,
    labels: agent.labels ?? {},
    keyFile: at(agent.key),
    probes: agent.probes ?? null,
    mostSamples: agent.most_samples ?? MOST_SAMPLES,
    benchUsers: agent.bench_users ?? null,
  };
}

/** That of a host of which no config says anything. */
export const noAgent: AgentConfig = toAgent({}, { base: '/', env: {} });
