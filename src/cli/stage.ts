import { asClient } from '../client/as-client.ts';
import { serves, stackOfServices } from '../client/of-services.ts';
import type { LoadedConfig } from '../config/loaded-config.ts';
import { dialects } from '../dialects/index.ts';
import type { Host } from '../domain/host.ts';
import type { Dialect, Stack } from '../domain/stack.ts';
import { SERVICE_ROLES, type ServiceRole, type ServiceTarget, type Target } from '../domain/target.ts';
import { createHost } from '../host/host.ts';
import { createPacer, type Pacer } from '../load/pacer.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import type { Progress } from './progress.ts';
import { reachable } from './reachable.ts';
import { referenceTarget, startReference } from './reference-stack.ts';
import type { Settings } from './settings.ts';
import { UsageError, unknownWord } from './usage-error.ts';

/** A stack that can be asked, and all that asking takes. */
export interface Stage {
  readonly target: Target;
  readonly stack: Stack;
  readonly host: Host;
  readonly pace: Pacer;
  /** Leaves nothing running. */
  close(): Promise<void>;
}

async function targetOf({ config, reference }: Settings, progress: Progress) {
  if (!reference) return { target: config.target, stop: async () => {} };
  progress.tell({
    en: 'starting the bundled reference stack',
    fr: 'démarrage de la pile de référence fournie',
  });
  // Its limit protects strangers from each other; here nobody else asks.
  const { url, pid, stop } = await startReference(undefined, ['--rate-limit', '0']);
  return { target: referenceTarget(url, pid), stop };
}

/** The dialect of this name for what is at `url`; `where` is the block of the config that says both. */
function dialectOf({ dialect, url }: Pick<Target, 'dialect' | 'url'>, where: string): Dialect {
  const found: Dialect | undefined = dialects.find(({ id }) => id === dialect);
  if (found) return reachable(found, url, `${where}.url`);
  throw unknownWord(
    `${where}.dialect`,
    dialect,
    dialects.map(({ id }) => id),
  );
}

type Connect = (dialect: Dialect, server: ServiceTarget, apiKey: string | null) => Stack;

const useless = (role: ServiceRole, { id }: Dialect): UsageError =>
  new UsageError(
    `target.services.${role}: found dialect: ${id}, expected one in which a server can be asked as ${role}`,
  );

/** How each server of a target is spoken to, checked before anything is started. */
function connecting({
  target: given,
  apiKey,
  serviceKeys,
}: LoadedConfig): (target: Target, connect: Connect) => Stack {
  const { services } = given;
  if (!services) {
    const found = dialectOf(given, 'target');
    return ({ url, dialect, paths, options }, connect) =>
      connect(found, { ...options, url, dialect, paths }, apiKey);
  }
  const found = SERVICE_ROLES.flatMap((role) => {
    const target = services[role];
    return target ? [{ role, target, dialect: dialectOf(target, `target.services.${role}`) }] : [];
  });
  return (_target, connect) =>
    stackOfServices(
      Object.fromEntries(
        found.map((each) => {
          const stack = connect(each.dialect, each.target, serviceKeys?.[each.role] ?? null);
          if (!serves(each.role, stack)) throw useless(each.role, each.dialect);
          return [each.role, { target: each.target, stack }];
        }),
      ),
    );
}

/** The host as its requests are told of in a trace; as it is where none is kept. */
const toldOf = (host: Host, tracing: Tracing | undefined): Host =>
  tracing ? { ...host, http: tracing.http(host.http), sockets: tracing.sockets(host.sockets) } : host;

/**
 * Starts the bundled stack where it is meant, and opens the way to the target; the clock goes on at `aheadMs`. What is asked
 * is told of in `tracing`.
 */
export async function openStage(
  settings: Settings,
  progress: Progress,
  signal: AbortSignal,
  {
    aheadMs = 0,
    tracing,
  }: { readonly aheadMs?: number | undefined; readonly tracing?: Tracing | undefined } = {},
): Promise<Stage> {
  const { scenario } = settings.config;
  const stackOf = connecting(settings.config);
  const { host: bareHost, close } = createHost(aheadMs);
  const host = toldOf(bareHost, tracing);
  const note = (line: string): void => progress.on({ kind: 'note', line });
  const pace = createPacer({ clock: host.clock, budgetMs: scenario.rateLimitBudgetMs, signal, note });
  const { target, stop } = await targetOf(settings, progress);
  const { clock, tcp } = host;
  const http = pace.paced(host.http);
  const language = scenario.speech;
  const leave = async (): Promise<void> => void (await Promise.all([close(), stop()]));
  try {
    const bare = stackOf(target, (dialect, server, apiKey) => {
      const { url, model } = server;
      const stack = dialect.connect({ ...server, apiKey, language, http, tcp, pace: pace.toldBy(url) });
      return tracing?.stack(stack, { url, dialect: dialect.id, model }) ?? stack;
    });
    const stack = asClient(bare, { clock, room: pace.room });
    return { target, stack, host, pace, close: leave };
  } catch (error) {
    await leave();
    throw error;
  }
}
