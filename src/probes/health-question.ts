import type { Exhibit } from '../domain/observation.ts';
import type { Scenario } from '../domain/scenario.ts';
import { type Health, healthOf, type ServiceHealth } from '../domain/service-health.ts';
import type { Answer, Asked, Stack } from '../domain/stack.ts';

/** A health route that needs longer than this does not serve as one. */
const HEALTH_TIMEOUT_MS = 10_000;
/** Slower than this, it is asked once more. */
export const SLOW_MS = 500;

/** What a health question may take in this run. */
export const healthAsked = ({ timeoutMs }: Scenario, signal: AbortSignal): Asked => ({
  timeoutMs: Math.min(HEALTH_TIMEOUT_MS, timeoutMs),
  signal,
});

/** An answer as evidence keeps it. */
export const exhibit = (title: string, answer: Answer<unknown>): Exhibit => ({
  title,
  language: answer.raw.trimStart().startsWith('{') ? 'json' : 'text',
  content: answer.raw,
});

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

/** What a stack says of itself, and each of its servers where there are several; `health` is then that of all together. */
export async function askHealth(
  stack: Stack,
  asked: Asked,
): Promise<{ health: Health; services?: readonly ServiceHealth[]; raw: readonly Exhibit[] }> {
  if (!stack.services) {
    const { answer, health } = await healthFrom(stack, asked);
    return { health, raw: [exhibit('health', answer)] };
  }
  const each = await Promise.all(
    stack.services.map(async ({ role, url, dialect, ...server }) => {
      const { answer, health } = await healthFrom(server, asked);
      return { answer, service: { role, url, dialect, health } };
    }),
  );
  const services = each.map(({ service }) => service);
  const raw = each.map(({ answer, service: { role, url } }) => exhibit(`health of ${role}, ${url}`, answer));
  return { health: healthOf(services), services, raw };
}
