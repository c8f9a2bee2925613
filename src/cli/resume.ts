import { takeJournal } from '../archive/journal.ts';
import type { Probe } from '../domain/probe.ts';
import { assemble } from '../pipeline/assemble.ts';
import { leftToAsk } from '../pipeline/resume.ts';
import type { Flags } from './flags.ts';
import { differsFrom, type Interrupted, type InterruptedRuns, spokenOf } from './interrupted.ts';
import { rules } from './rules.ts';
import { judged } from './saved.ts';
import { select } from './selection.ts';
import type { Settings } from './settings.ts';
import { UsageError } from './usage-error.ts';

const AFRESH = 'leave --resume out to start afresh';

/** So many differences are named. */
const NAMED = 5;

function refuseNone(folder: string, { broken, live }: InterruptedRuns): UsageError {
  const beside = [
    ...(live > 0 ? [`${live} that may still be going on, here or on another machine`] : []),
    ...broken,
  ];
  const found = beside.length === 0 ? '' : `, only ${beside.join('; ')}`;
  return new UsageError(
    `--resume: found no interrupted run in ${folder}${found}, expected one that ended before its review was written; ${AFRESH}`,
  );
}

function refuseOther(run: Interrupted, differs: readonly string[]): UsageError {
  const more = differs.length > NAMED ? `, and ${differs.length - NAMED} more` : '';
  return new UsageError(
    `--resume: the interrupted run (${spokenOf(run).en}) was not begun like this one (${differs.slice(0, NAMED).join(', ')}${more}): give the config and the flags that it was begun with, or ${AFRESH}`,
  );
}

/** The newest interrupted run that was begun like this one. Throws UsageError where there is none, and says why. */
export async function resumable(
  folder: string,
  found: InterruptedRuns,
  settings: Settings,
): Promise<Interrupted> {
  const [newest] = found.runs;
  if (newest === undefined) throw refuseNone(folder, found);
  const run = found.runs.find(({ journal }) => differsFrom(journal, settings).length === 0);
  if (run === undefined) throw refuseOther(newest, differsFrom(newest.journal, settings));
  // What no rule can judge is better known before anything is asked.
  const alone = { cycle: 1, lang: 'en', past: [], chosen: null } as const;
  await judged(run.file, () => assemble(run.journal.evidence, rules, alone));
  return run;
}

/** Takes a run over from the process that is gone. Throws UsageError where another one was quicker. */
export async function taken(run: Interrupted, folder: string) {
  const own = await takeJournal(run, folder);
  if (own) return own;
  throw new UsageError(
    `--resume: another process has just resumed the interrupted run (${spokenOf(run).en}); ${AFRESH}`,
  );
}

/** The probes that a run goes on with: those that it was to ask or, where flags choose, those; what is finished stays. */
export function probesLeft({ journal }: Interrupted, flags: Flags): Probe[] {
  const isChosen = flags.only !== undefined || flags.skip !== undefined;
  const wanted = isChosen
    ? select(rules.probes, flags)
    : rules.probes.filter(({ id }) => journal.probes.includes(id));
  const { observations, target } = journal.evidence;
  return leftToAsk(wanted, observations, target);
}
