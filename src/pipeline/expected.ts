import type { Evidence } from '../domain/evidence.ts';
import type { Probe } from '../domain/probe.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Plan } from './plan.ts';

/** How long a run will take. */
export interface Expected {
  readonly ms: number;
  /** The part of it that waits for a rate limit. */
  readonly waitMs: number;
  /** False where no earlier cycle tells how long the stack takes to answer: it is then {@link GUESS_MS} an answer. */
  readonly isKnown: boolean;
}

/** What an answer takes as long as nobody knows. */
export const GUESS_MS = 250;

type Past = Pick<Evidence, 'observations'>;

/** How long a probe worked in an earlier run, without what it waited for a rate limit. */
function workedMs({ observations }: Past, { id }: Probe): number {
  const observation = observations[id];
  return observation?.kind === 'observed' ? observation.durationMs - (observation.waitedMs ?? 0) : 0;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * Windows of a limit take their time, or that of as many answers where it is longer; after the last of them come the
 * requests that are left.
 */
function pacedMs({ limit, waitMs, requests, free }: Plan, loadMs: number): number {
  if (limit === null || waitMs === 0) return loadMs;
  const eachMs = loadMs / requests.most;
  const windows = Math.round(waitMs / limit.windowMs);
  const rest = requests.most - free - (windows - 1) * limit.requests;
  return windows * Math.max(limit.windowMs, limit.requests * eachMs) + rest * eachMs;
}

/** What a plan will take, going by how long each probe worked in an earlier run; null: there is none. */
export function expectedOf(
  plan: Plan,
  probes: readonly Probe[],
  { idleMs = 0 }: Pick<Scenario, 'idleMs'>,
  past: Past | null,
): Expected {
  const worked = (phase: Probe['phase']) =>
    past ? probes.filter((probe) => probe.phase === phase).map((probe) => workedMs(past, probe)) : [];
  const besideMs = Math.max(0, ...worked('after'));
  const pauseMs = probes.some(({ phase }) => phase === 'last') ? Math.max(0, idleMs - besideMs) : 0;
  const lastMs = Math.max(pauseMs, sum(worked('last')));
  const loadMs = past ? sum(worked('load')) : (GUESS_MS * (plan.requests.least + plan.requests.most)) / 2;
  const ms = sum(worked('before')) + pacedMs(plan, loadMs) + besideMs + lastMs;
  return { ms, waitMs: plan.waitMs, isKnown: past !== null };
}
