import { openArchive } from '../../archive/open.ts';
import { seen } from '../../domain/unseen.ts';
import { assemble } from '../../pipeline/assemble.ts';
import { changes } from '../../reporters/changes.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { cycleNamed, recordNamed } from '../history.ts';
import { languageOf } from '../language.ts';
import { placeOf } from '../reviews-place.ts';
import { rules } from '../rules.ts';
import { canvasOf, type Terminal } from '../terminal.ts';

/** What changed from A to B: each a review file, saved evidence, or the number of a cycle. */
export async function compare(a: string, b: string, flags: Flags, terminal: Terminal): Promise<ExitCode> {
  const isNumbered = [a, b].some((which) => /^\d+$/.test(which));
  await using archive = isNumbered ? await openArchive((await placeOf(flags, terminal)).place) : null;
  const places = { cwd: terminal.cwd(), ...(archive && { archive }) };
  const [before, now] = [await recordNamed(a, places), await cycleNamed(b, places)];
  const lang = languageOf(flags.lang, now.evidence.lang, terminal.env);
  const review = assemble(now.evidence, rules, {
    ...{ cycle: now.record.cycle, lang },
    past: [],
    chosen: before,
  });
  const { baseline, changes: all } = review;
  if (flags.json) terminal.stdout.write(`${seen(JSON.stringify({ baseline, changes: all }, null, 2))}\n`);
  else terminal.stdout.write(await changes(review, canvasOf(terminal, flags.color)));
  const worse = flags.failOn === 'regression' && all.some(({ kind }) => kind === 'worse');
  return worse ? EXIT.failed : EXIT.passed;
}
