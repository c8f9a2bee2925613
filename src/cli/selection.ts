import type { Probe } from '../domain/probe.ts';
import { UsageError, unknownWord } from './usage-error.ts';

/** The probes that --only and --skip leave, in their own order. Throws on an id that no probe has, and when none is left. */
export function select(
  probes: readonly Probe[],
  { only, skip }: { readonly only?: readonly string[]; readonly skip?: readonly string[] },
): Probe[] {
  const known = probes.map(({ id }) => id);
  for (const [flag, ids] of [
    ['--only', only],
    ['--skip', skip],
  ] as const) {
    for (const id of ids ?? []) if (!known.includes(id)) throw unknownWord(flag, id, known);
  }
  const left = probes.filter(({ id }) => (only?.includes(id) ?? true) && !skip?.includes(id));
  if (left.length === 0)
    throw new UsageError(`--only, --skip: found no probe left, expected at least one of ${known.join(', ')}`);
  return left;
}
