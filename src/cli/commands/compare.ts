import { resolve } from 'node:path';
import { openArchive } from '../../archive/archive.ts';
import { loadEvidence } from '../../archive/evidence-file.ts';
import { assemble } from '../../pipeline/assemble.ts';
import type { PastCycle } from '../../pipeline/history.ts';
import { changes } from '../../reporters/changes.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { asPast, pastOf } from '../history.ts';
import { languageOf } from '../language.ts';
import { rules } from '../rules.ts';
import { canvasOf, type Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

async function find(which: string, flags: Flags, cwd: string): Promise<PastCycle> {
  if (!/^\d+$/.test(which)) return asPast(await loadEvidence(resolve(cwd, which)), which);
  const folder = resolve(cwd, flags.reviews ?? '.');
  const past = await pastOf(openArchive(folder), undefined, () => {});
  const found = past.find(({ review }) => review.cycle === Number(which));
  if (!found)
    throw new UsageError(
      `found no cycle ${which} in ${folder}, expected the number of a review there, or a file`,
    );
  return found;
}

/** What changed from A to B: each a review file, saved evidence, or the number of a cycle. */
export async function compare(a: string, b: string, flags: Flags, terminal: Terminal): Promise<ExitCode> {
  const cwd = terminal.cwd();
  const [before, now] = [await find(a, flags, cwd), await find(b, flags, cwd)];
  const lang = languageOf(flags.lang, now.evidence.lang, terminal.env);
  const review = assemble(now.evidence, rules, { cycle: now.review.cycle, lang, past: [], chosen: before });
  const { baseline, changes: all } = review;
  if (flags.json) terminal.stdout.write(`${JSON.stringify({ baseline, changes: all }, null, 2)}\n`);
  else terminal.stdout.write(await changes(review, canvasOf(terminal, flags.color)));
  const worse = flags.failOn === 'regression' && all.some(({ kind }) => kind === 'worse');
  return worse ? EXIT.failed : EXIT.passed;
}
