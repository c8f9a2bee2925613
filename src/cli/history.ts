import { basename } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import { history } from '../archive/baseline.ts';
import { loadEvidence } from '../archive/evidence-file.ts';
import type { Evidence } from '../domain/evidence.ts';
import { assemble } from '../pipeline/assemble.ts';
import type { PastCycle } from '../pipeline/history.ts';
import { rules } from './rules.ts';
import { UsageError } from './usage-error.ts';

/** Earlier cycles newest first; a file that cannot be read is said and passed over. */
export async function pastOf(
  archive: Archive,
  before: number | undefined,
  say: (line: string) => void,
): Promise<PastCycle[]> {
  const past: PastCycle[] = [];
  for await (const each of history(archive, before === undefined ? {} : { before })) {
    if ('corrupt' in each) say(`skipped ${each.corrupt}`);
    else past.push({ review: each.review, evidence: each.evidence, file: basename(each.entry.jsonFile) });
  }
  return past;
}

/** Evidence on its own, as a cycle that others can be compared with. */
export function asPast(evidence: Evidence, file: string): PastCycle {
  const review = assemble(evidence, rules, {
    cycle: evidence.cycle ?? 0,
    lang: 'en',
    past: [],
    chosen: null,
  });
  return { review, evidence, file: basename(file) };
}

/**
 * What `--baseline` names: undefined leaves the choice to ralph, null wants none. A cycle number is looked up in the
 * archive, where there is one.
 */
export async function chosenBaseline(
  which: string | undefined,
  archive?: Archive,
): Promise<PastCycle | null | undefined> {
  if (which === undefined) return undefined;
  if (which === 'none') return null;
  if (!/^\d+$/.test(which)) return asPast(await loadEvidence(which), which);
  const past = archive ? await pastOf(archive, undefined, () => {}) : [];
  const found = past.find(({ review }) => review.cycle === Number(which));
  if (found) return found;
  const known = past.map(({ review }) => review.cycle).join(', ') || 'none at all';
  throw new UsageError(`--baseline: found no cycle ${which} among the reviews, which are ${known}`);
}
