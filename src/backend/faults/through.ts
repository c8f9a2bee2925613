import type { Meddling } from './fault.ts';

type Work<Args extends readonly unknown[], Result> = (...args: Args) => Result;

/** Does honest work through the faults that are on when it is done; the one switched on last is the outermost. */
export type Through = <Args extends readonly unknown[], Result>(
  pick: (meddling: Meddling) => ((honest: Work<Args, Result>) => Work<Args, Result>) | undefined,
  honest: Work<Args, Result>,
) => Work<Args, Result>;

/** Work that goes through whatever is active when it is done. */
export const throughActive =
  (active: () => readonly Meddling[]): Through =>
  (pick, honest) =>
  (...args) =>
    active().reduce((inner, meddling) => pick(meddling)?.(inner) ?? inner, honest)(...args);
