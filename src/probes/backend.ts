import type { Exhibit } from '../domain/observation.ts';
import { defineProbe } from '../domain/probe.ts';
import type { Answer, Failure, HealthClaim, Identity } from '../domain/stack.ts';

/** What the stack claims of itself, or how it failed to. */
export interface BackendReadings {
  readonly health:
    | {
        readonly wallMs: number | null;
        readonly claim: HealthClaim;
        /** A second answer, asked for where the first was slow: a stack may still be warming up. */
        readonly againMs?: number;
      }
    | { readonly failure: Failure };
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
        en: `GET health, request written → last byte; the quicker of two where the first took over ${SLOW_MS} ms`,
        fr: `GET health, requête écrite → dernier octet ; la plus rapide de deux si la première dépasse ${SLOW_MS} ms`,
      },
      from: ({ health }) =>
        'wallMs' in health && health.wallMs !== null
          ? Math.min(health.wallMs, health.againMs ?? health.wallMs)
          : undefined,
    },
  },
  fingerprint: ({ identity }) =>
    identity && 'features' in identity
      ? Object.fromEntries(
          Object.entries(identity.features).map(([service, engine]) => [`engine ${service}`, engine]),
        )
      : {},
  async observe({ stack, scenario, signal }) {
    const asked = { timeoutMs: Math.min(HEALTH_TIMEOUT_MS, scenario.timeoutMs), signal };
    const health = await stack.health(asked);
    const isSlow = health.kind === 'answered' && health.wallMs > SLOW_MS;
    const again = isSlow ? await stack.health(asked) : undefined;
    const silent = health.kind === 'failed' && health.failure.kind === 'unreachable';
    const identity = silent ? undefined : await stack.identity?.(asked);
    return {
      unresponsive: silent,
      readings: {
        health:
          health.kind === 'answered'
            ? {
                wallMs: health.wallMs,
                claim: health.value,
                ...(again?.kind === 'answered' && { againMs: again.wallMs }),
              }
            : { failure: health.failure },
        identity: identity
          ? identity.kind === 'answered'
            ? identity.value
            : { failure: identity.failure }
          : null,
        ...(identity?.kind === 'answered' && { identityMs: identity.wallMs }),
      },
      raw: [exhibit('health', health), ...(identity ? [exhibit('root', identity)] : [])],
    };
  },
});
