import { defineProbe } from '../domain/probe.ts';
import { type Health, healthMs, type ServiceHealth } from '../domain/service-health.ts';
import type { Asked, Failure, Identity, Stack } from '../domain/stack.ts';
import { askHealth, exhibit, healthAsked, SLOW_MS } from './health-question.ts';

/** What the stack claims of itself, or how it failed to. */
export interface BackendReadings {
  readonly health: Health;
  /** Where it is several servers, what each of them says; `health` is then that of all together. */
  readonly services?: readonly ServiceHealth[];
  /** Null where the dialect has no such route. */
  readonly identity: Identity | { readonly failure: Failure } | null;
  /** How long that answer took. */
  readonly identityMs?: number;
  /** How long two health questions took that were put at once; absent where each alone was quick. */
  readonly atOnceMs?: readonly number[];
}

/** What asks for nothing is slow from here on: then two are asked at once, to see whether they wait for each other. */
const OVERHEAD_MS = 100;

const isSilent = (health: Health): boolean => 'failure' in health && health.failure.kind === 'unreachable';

/** How long two questions take that are put at once; undefined unless each alone is slow, or where one has no answer. */
async function atOnce(stack: Stack, asked: Asked, alone: readonly (number | null)[]) {
  if (stack.services || alone.some((ms) => ms === null || ms < OVERHEAD_MS)) return undefined;
  const answers = await Promise.all([stack.health(asked), stack.health(asked)]);
  const times = answers.flatMap((answer) => (answer.kind === 'answered' ? [answer.wallMs] : []));
  return times.length === answers.length ? times : undefined;
}

const enginesOf = (identity: BackendReadings['identity']): Record<string, string | null> =>
  identity && 'features' in identity
    ? Object.fromEntries(
        Object.entries(identity.features).map(([service, engine]) => [`engine ${service}`, engine]),
      )
    : {};

/** Is it up, and what does it say it is? Claims are recorded as claims: proof is for the other probes. */
export default defineProbe<BackendReadings>()({
  id: 'backend',
  title: { en: 'Backend health', fr: 'Santé du backend' },
  phase: 'before',
  metrics: {
    health_ms: {
      kind: 'number',
      title: { en: 'Health answer', fr: 'Réponse de santé' },
      unit: 'ms',
      better: 'lower',
      floor: 50,
      formula: {
        en: `GET health, request written → last byte; the quicker of two where the first took over ${SLOW_MS} ms; of several servers the slowest`,
        fr: `GET health, requête écrite → dernier octet ; la plus rapide de deux si la première dépasse ${SLOW_MS} ms ; de plusieurs serveurs, le plus lent`,
      },
      from: ({ health }) => healthMs(health) ?? undefined,
    },
  },
  fingerprint: ({ identity }) => enginesOf(identity),
  eachSitting: ({ health, identity }) => ({
    ...enginesOf(identity),
    'health route': 'failure' in health ? 'fails' : 'answers',
  }),
  async observe({ stack, scenario, signal }) {
    const asked = healthAsked(scenario, signal);
    const { health, services, raw } = await askHealth(stack, asked);
    const silent = [health, ...(services ?? []).map((service) => service.health)].every(isSilent);
    const identity = silent ? undefined : await stack.identity?.(asked);
    const identityMs = identity?.kind === 'answered' ? identity.wallMs : null;
    const atOnceMs = await atOnce(stack, asked, [healthMs(health), identityMs]);
    return {
      unresponsive: silent,
      readings: {
        health,
        ...(services && { services }),
        identity: identity
          ? identity.kind === 'answered'
            ? identity.value
            : { failure: identity.failure }
          : null,
        ...(identityMs !== null && { identityMs }),
        ...(atOnceMs && { atOnceMs }),
      },
      raw: [...raw, ...(identity ? [exhibit('root', identity)] : [])],
    };
  },
});
