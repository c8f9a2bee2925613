import { basename, resolve } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import { history } from '../archive/baseline.ts';
import { loadEvidence } from '../archive/evidence-file.ts';
import type { Evidence } from '../domain/evidence.ts';
import { assemble } from '../pipeline/assemble.ts';
import type { PastCycle } from '../pipeline/history.ts';
import { rules } from './rules.ts';
import { judged } from './saved.ts';
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
async function asPast(evidence: Evidence, file: string): Promise<PastCycle> {
  const alone = { cycle: evidence.cycle ?? 0, lang: 'en', past: [], chosen: null } as const;
  return {
    review: await judged(file, () => assemble(evidence, rules, alone)),
    evidence,
    file: basename(file),
  };
}

/** Where a cycle that a person names may be. */
export interface Places {
  readonly cwd: string;
  /** Absent: only files can be named. */
  readonly archive?: Archive;
}

/** The cycle that a person named: a number in the archive, a review file, or saved evidence. Throws UsageError. */
export async function cycleNamed(which: string, { cwd, archive }: Places): Promise<PastCycle> {
  const file = resolve(cwd, which);
  if (!/^\d+$/.test(which)) return asPast(await loadEvidence(file), file);
  if (!archive)
    throw new UsageError(
      `found cycle ${which} and no --reviews, expected the folder to look it up in, or a file`,
    );
  const past = await pastOf(archive, undefined, () => {});
  const found = past.find(({ review }) => review.cycle === Number(which));
  if (found) return found;
  const known = past.map(({ review }) => review.cycle).join(', ') || 'none at all';
  throw new UsageError(
    `found no cycle ${which} among the reviews, which are ${known}; expected one of them, or a file`,
  );
}

/** What `--baseline` names: undefined leaves the choice to ralph, null wants none. Throws UsageError. */
export async function chosenBaseline(
  which: string | undefined,
  places: Places,
): Promise<PastCycle | null | undefined> {
  if (which === undefined) return undefined;
  return which === 'none' ? null : cycleNamed(which, places);
}
