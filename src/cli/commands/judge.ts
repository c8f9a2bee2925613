import { resolve } from 'node:path';
import { loadEvidence } from '../../archive/evidence-file.ts';
import { openArchive } from '../../archive/open.ts';
import { loadConfig } from '../../config/load.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Review } from '../../domain/review.ts';
import { assemble } from '../../pipeline/assemble.ts';
import { redact } from '../../pipeline/redact.ts';
import { archivePlace } from '../archive-place.ts';
import { wantedBaseline } from '../baseline-choice.ts';
import { behindOf } from '../behind.ts';
import { deliver, drawingsFor } from '../deliver.ts';
import { type ExitCode, gate } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { keep } from '../keep.ts';
import { languageOf } from '../language.ts';
import { progress } from '../progress.ts';
import { rules } from '../rules.ts';
import { judged } from '../saved.ts';
import { cycleOf } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { sayUncompared } from '../uncompared.ts';

/** Judges saved evidence offline; with --reviews the review is also compared with those there and kept beside them. */
export async function judge(file: string, flags: Flags, terminal: Terminal): Promise<ExitCode> {
  const cwd = terminal.cwd();
  const drawings = await drawingsFor(flags, cwd);
  // What an older ralph saved may hold more than this one would.
  const saved = redact(await loadEvidence(resolve(cwd, file)), terminal.secrets.values);
  const config =
    flags.config === undefined
      ? undefined
      : await loadConfig({ path: flags.config, cwd, env: terminal.env, criteria: rules.criteria });
  const evidence: Evidence = config ? { ...saved, rubric: config.rubric } : saved;
  const lang = languageOf(flags.lang, config?.lang ?? evidence.lang, terminal.env);
  const { say } = progress(terminal, lang, flags);
  const cycle = cycleOf(flags) ?? evidence.cycle;

  const target = evidence.target.name;
  let review: Review;
  await using archive =
    flags.reviews === undefined ? null : await openArchive(archivePlace(flags.reviews, terminal));
  const secrets = terminal.secrets.values;
  if (archive === null) {
    const wanted = await wantedBaseline(flags.baseline, target, { cwd });
    const alone = { cycle: cycle ?? 1, lang, past: [], ...wanted };
    review = await judged(file, () => assemble(evidence, rules, alone));
  } else {
    const wanted = await wantedBaseline(flags.baseline, target, { cwd, archive });
    review = await judged(file, () => keep(evidence, archive, { lang, cycle, wanted, say, secrets }));
  }
  await deliver(review, drawings, terminal, flags.color, () =>
    behindOf(review, { evidence, archive, secrets }),
  );
  sayUncompared(review, flags.requireBaseline, terminal);
  return gate(review, flags.failOn ?? config?.failOn ?? 'blocked', flags.requireBaseline);
}
