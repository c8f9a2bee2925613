import type { Scenario } from './scenario.ts';

/** The part of a load that one of several makes: every `of`-th user or visitor, from number `index` on. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** The whole load. */
export const WHOLE: Share = { index: 0, of: 1 };

/** The part of a share: of what one of several hosts makes, what one of its threads makes. */
export const partOf = (whole: Share, part: Share): Share => ({
  index: whole.index + whole.of * part.index,
  of: whole.of * part.of,
});

/** How many of these are in a share. */
export const countIn = ({ index, of }: Share, count: number): number =>
  Math.max(0, Math.ceil((count - index) / of));

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

/** How many threads make a share of a load, where the process may use so many cores: one of them is left to the stack. */
export function threadsFor({ load }: Pick<Scenario, 'load'>, cores: number, share = WHOLE): number {
  const wanted =
    load.kind === 'closed'
      ? load.users / USERS_EACH
      : (load.turns *
          (load.kind === 'open' ? load.perSecond : Math.max(load.fromPerSecond, load.toPerSecond))) /
        TURNS_EACH_PER_S;
  return Math.max(1, Math.min(Math.ceil(wanted / share.of), cores - 1));
}
