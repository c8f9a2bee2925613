import type { Scenario } from './scenario.ts';

/** The part of a load that one of several threads makes: every `of`-th user or visitor, from number `index` on. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** The whole load. */
export const WHOLE: Share = { index: 0, of: 1 };

export const isIn = ({ index, of }: Share, number: number): boolean => number % of === index;

/** Numbers the turns of a share: no other thread gives the same number. */
export function turnNumbers({ index, of }: Share): () => number {
  let last = index - of;
  return () => {
    last += of;
    return last;
  };
}

/** One thread reads a thousand talking sockets, or sends a thousand visitors a second, without being late for any. */
const USERS_EACH = 1_000;
const TURNS_EACH_PER_S = 1_000;

/** How many threads make a load, where the process may use so many cores: one of them is left to the stack. */
export function threadsFor({ load }: Pick<Scenario, 'load'>, cores: number): number {
  const wanted =
    load.kind === 'closed'
      ? load.users / USERS_EACH
      : (load.turns *
          (load.kind === 'open' ? load.perSecond : Math.max(load.fromPerSecond, load.toPerSecond))) /
        TURNS_EACH_PER_S;
  return Math.max(1, Math.min(Math.ceil(wanted), cores - 1));
}
