import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Agent } from './agents.ts';
import type { House } from './house.ts';
import type { Disturbance } from './plan.ts';

/** With the agent that was struck, and whether it was measuring. */
export type Happened = Disturbance & { readonly struck?: Agent; readonly isBusy?: boolean };

/** Whom a plan means: one of those who measure now, as long as there is one, because others lose nothing. */
function meant({ members }: House, what: Disturbance): Pick<Happened, 'struck' | 'isBusy'> {
  if (what.kind !== 'agent') return {};
  const agents = members.map(({ agent }) => agent);
  const busy = agents.filter((agent) => agent.isBusy());
  const struck = busy[what.agent % busy.length] ?? agents[what.agent];
  return struck ? { struck, isBusy: busy.length > 0 } : {};
}

/** Does it, waits as long as it lasts, and mends it. */
async function happen({ redis, postgres, network }: House, what: Happened): Promise<void> {
  const during = () => sleep(what.forMs);
  switch (what.kind) {
    case 'agent':
      await what.struck?.end('SIGKILL');
      await during();
      return what.struck?.start();
    case 'redis':
      await (what.how === 'kill' ? redis.kill() : redis.shutDown());
      await during();
      return redis.start();
    case 'postgres':
      await postgres.stop(what.how);
      await during();
      return postgres.start();
    case 'network':
      await network.cut();
      await during();
      return network.heal();
  }
}

const LOOK_MS = 20;

/** Resolves when somebody measures, or all is over: a review that cannot begin says so, and is none. */
async function begun({ members }: House, over: AbortSignal): Promise<void> {
  while (!over.aborted && !members.some(({ agent }) => agent.isBusy())) await sleep(LOOK_MS);
}

/**
 * Has all of a plan happen from when the first stack is measured; resolves when all is mended. What did not begin before
 * `over` is left out.
 */
export async function disturb(
  house: House,
  plan: readonly Disturbance[],
  over: AbortSignal,
): Promise<Happened[]> {
  const done: Happened[] = [];
  setMaxListeners(plan.length, over);
  await begun(house, over);
  await Promise.all(
    plan.map(async (what) => {
      const isDue = await sleep(what.atMs, true, { signal: over }).catch(() => false);
      if (!isDue) return;
      const happened = { ...what, ...meant(house, what) };
      done.push(happened);
      await happen(house, happened);
    }),
  );
  return done;
}
