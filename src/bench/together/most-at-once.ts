import type { Load, Scenario } from '../scenario.ts';
import { countIn, type Share } from '../share.ts';

/** How many users a share of a load puts on a stack at once, or visitors in flight or in a second, whichever is more. */
export function mostAtOnce(load: Load, { connections }: Pick<Scenario, 'connections'>, share: Share): number {
  if (load.kind === 'closed') return countIn(share, load.users);
  const perSecond = load.kind === 'open' ? load.perSecond : Math.max(load.fromPerSecond, load.toPerSecond);
  return Math.ceil(Math.max(connections, perSecond) / share.of);
}
