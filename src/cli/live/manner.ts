/** How progress is shown. */
export type Manner =
  | { readonly kind: 'silent' }
  /** Line after line; `stamped` with the time, where nobody sees it pass. */
  | { readonly kind: 'lines'; readonly stamped: boolean }
  | { readonly kind: 'live'; readonly color: boolean };

interface Asked {
  readonly isTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly quiet: boolean;
  /** False with --no-motion. */
  readonly motion: boolean;
  /** False with --no-color. */
  readonly color: boolean;
}

const OFF = ['', '0', 'false', 'no', 'off'];

/** A runner of CI, whose log is read later even where it lends a terminal. */
const isCi = ({ CI = '' }: Asked['env']): boolean => !OFF.includes(CI.toLowerCase());

const STILL = ['0', 'false', 'no', 'none', 'off', 'reduce', 'reduced'];

/** Lines that change in place, only where a person looks who does not mind, on a terminal that can. */
export function mannerOf({ isTTY, env, quiet, motion, color }: Asked): Manner {
  if (quiet) return { kind: 'silent' };
  if (!isTTY || isCi(env)) return { kind: 'lines', stamped: true };
  const isStill = !motion || STILL.includes((env.RALPH_MOTION ?? '').toLowerCase());
  if (isStill || env.TERM === 'dumb') return { kind: 'lines', stamped: false };
  return { kind: 'live', color: color && !env.NO_COLOR };
}
