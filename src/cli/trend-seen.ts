import type { Records, Slip } from '../archive/record.ts';
import type { CycleRecord } from '../domain/record.ts';
import type { Seen } from '../pipeline/window/stands.ts';

/** Earlier cycles are read so many at a time. */
const STRIDE = 64;

/** Which of the blockers that stand at the beginning of a window stood in all cycles of `earlier`, too. */
const stillOpen = (open: ReadonlySet<string>, earlier: readonly CycleRecord[]): Set<string> => {
  const telling = earlier.filter(({ verdict }) => verdict !== 'inconclusive');
  const isOpen = (id: string): boolean =>
    telling.every(({ blockers }) => blockers.some((blocker) => blocker.id === id));
  return new Set([...open].filter(isOpen));
};

/** A window of slips, and of the cycles before it as many as it takes to know since when its blockers stand. */
export async function seenFrom(records: Records, slips: readonly Slip[], from: number): Promise<Seen> {
  const inside = await records.of(slips.slice(from));
  let before: CycleRecord[] = [];
  let open = new Set(inside[0]?.blockers.map(({ id }) => id));
  let at = from;
  do {
    const next = Math.max(0, at - STRIDE);
    const earlier = await records.of(slips.slice(next, at));
    before = [...earlier, ...before];
    open = stillOpen(open, earlier);
    at = next;
  } while (at > 0 && open.size > 0);
  return { records: [...before, ...inside], from: before.length };
}
