import type { Exhibit } from '../domain/observation.ts';
import { defineProbe } from '../domain/probe.ts';
import { type Health, healthMs, healthOf, type ServiceHealth } from '../domain/service-health.ts';
import type { Answer, Asked, Failure, Identity, Stack } from '../domain/stack.ts';

/** What the stack claims of itself, or how it failed to. */
export interface BackendReadings {
  readonly health: Health;
  /** Where it is several servers, what each of them says; `health` is then that of all together. */
  readonly services?: readonly ServiceHealth[];
  /** Null where the dialect has no such route. */
  readonly identity: Identity | { readonly failure: Failure } | null;
  /** How long that answer took. */
  readonly identityMs?: number;
}

/** A health route that needs longer than this does not serve as one. */
const HEALTH_TIMEOUT_MS = 10_000;
/** Slower than this, it is asked once more. */
const SLOW_MS = 500;

const exhibit = (title: string, answer: Answer<unknown>): Exhibit => ({
  title,
  language: answer.raw.trimStart().startsWith('{') ? 'json' : 'text',
  content: answer.raw,
});

const isSilent = (health: Health): boolean => 'failure' in health && health.failure.kind === 'unreachable';

/** Asks one server, and once more where it was slow. */
async function healthFrom(server: Pick<Stack, 'health'>, asked: Asked) {
  const answer = await server.health(asked);
  if (answer.kind === 'failed') return { answer, health: { failure: answer.failure } };
  const { wallMs, value: claim } = answer;
  const again = wallMs > SLOW_MS ? await server.health(asked) : undefined;
  const health: Health = {
    ...{ wallMs, claim },
    ...(again?.kind === 'answered' && { againMs: again.wallMs }),
  };
  return { answer, health };
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
    const asked = { timeoutMs: Math.min(HEALTH_TIMEOUT_MS, scenario.timeoutMs), signal };
    const whole = stack.services ? undefined : await healthFrom(stack, asked);
    const each = await Promise.all(
      (stack.services ?? []).map(async ({ role, url, dialect, ...server }) => {
        const { answer, health } = await healthFrom(server, asked);
        return { answer, service: { role, url, dialect, health } };
      }),
    );
    const services = each.map(({ service }) => service);
    const health = whole?.health ?? healthOf(services);
    const silent = [health, ...services.map((service) => service.health)].every(isSilent);
    const identity = silent ? undefined : await stack.identity?.(asked);
    return {
      unresponsive: silent,
      readings: {
        health,
        ...(stack.services && { services }),
        identity: identity
          ? identity.kind === 'answered'
            ? identity.value
            : { failure: identity.failure }
          : null,
        ...(identity?.kind === 'answered' && { identityMs: identity.wallMs }),
      },
      raw: [
        ...(whole ? [exhibit('health', whole.answer)] : []),
        ...each.map(({ answer, service: { role, url } }) => exhibit(`health of ${role}, ${url}`, answer)),
        ...(identity ? [exhibit('root', identity)] : []),
      ],
    };
  },
});
