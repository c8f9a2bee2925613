import type { Archive } from '../../archive/archive.ts';
import { openArchive } from '../../archive/open.ts';
import { commandLine } from '../../domain/commands/shell.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Probe } from '../../domain/probe.ts';
import type { Review } from '../../domain/review.ts';
import type { Text } from '../../domain/text.ts';
import { assemble } from '../../pipeline/assemble.ts';
import { type SecondTime, secondTime } from '../../pipeline/confirm.ts';
import { choiceFor, type Wanted, wantedBaseline } from '../baseline-choice.ts';
import { behindOf } from '../behind.ts';
import { deliver, drawingsFor } from '../deliver.ts';
import { type ExitCode, gate } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { lastEvidence, pastOf } from '../history.ts';
import { inItsDialect } from '../in-its-dialect.ts';
import { interruptedIn } from '../interrupted.ts';
import { keepOrSave } from '../keep.ts';
import { languageOf } from '../language.ts';
import { type Measuring, measure } from '../measure.ts';
import { destinationsOf } from '../notify/destinations.ts';
import { notify } from '../notify/notify.ts';
import { progress } from '../progress.ts';
import { rules } from '../rules.ts';
import { cycleOf, nameOf, settingsFor } from '../settings.ts';
import { type Beginning, begin, plannedProbes } from '../sitting.ts';
import type { Terminal } from '../terminal.ts';
import { tracingOf } from '../tracing.ts';
import { sayUncompared } from '../uncompared.ts';

/** Measures, judges, compares, writes the review, draws it, and answers with the gate. */
export async function review(flags: Flags, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const drawings = await drawingsFor(flags, terminal.cwd());
  const destinations = destinationsOf(flags, terminal);
  const cycle = cycleOf(flags);
  const given = await settingsFor(flags, terminal);
  const { config } = given;
  const lang = languageOf(flags.lang, config.lang, terminal.env);
  const shown = progress(terminal, lang, flags);
  const say = (line: Text): void => shown.say(line[lang]);
  if (given.reference && !flags.reference) say(NO_CONFIG);

  await using archive = await openArchive(config.archive);
  const inDialect = () => inItsDialect(given, { say, signal });
  if (flags.dryRun) {
    const settings = await inDialect();
    const found = await interruptedIn(config.reviews, archive, false);
    const probes = await plannedProbes({ settings, flags, found, say });
    return (await import('../dry-run.ts')).dryRun({
      ...{ settings, flags, probes, terminal, signal, lang, progress: shown },
      before: await lastEvidence(archive, cycle, nameOf(settings)),
    });
  }
  await archive.ensureWritable(cycle);
  const wanted = await wantedBaseline(flags.baseline, nameOf(given), { cwd: terminal.cwd(), archive });
  const settings = await inDialect();
  await using tracing = await tracingOf('ralph review', {
    ...{ settings, terminal, signal, lang, say: shown.say },
  });
  const found = await interruptedIn(config.reviews, archive, true);
  const sitting = await begin({ settings, flags, found, archive, cycle, say });
  const again = flags.confirm ? seeming({ archive, cycle: sitting.cycle, wanted }) : undefined;
  const ask = async (probes: readonly Probe[]) =>
    measure(settings, {
      ...{ ...sitting, probes, progress: shown, signal, tracing, ...(again && { secondTime: again }) },
      before: await lastEvidence(archive, cycle, nameOf(settings)),
    });
  const evidence = await measured(sitting, ask, again).catch((error: unknown) => {
    terminal.stderr.write(sitting.farewell(terminal.argv, lang));
    throw error;
  });
  const done = await keepOrSave(evidence, archive, {
    ...{
      lang,
      cycle: sitting.cycle,
      wanted,
      say: shown.say,
      secrets: given.secrets,
      isKept: () => sitting.holds(evidence),
    },
  });
  await sitting.end();
  tracing?.tell({
    ...{ 'ralph.cycle': done.cycle, 'ralph.verdict': done.verdict, 'ralph.score_pct': done.score?.percent },
  });
  await deliver(done, drawings, terminal, flags.color, () =>
    behindOf(done, { evidence, archive, secrets: given.secrets }),
  );
  if (!isOnlyRegressed(done) && done.verdict !== 'ok') say(onceMended(flags));
  await notify(done, destinations, { flags, archive, terminal, signal, say: shown.say });
  sayUncompared(done, flags.requireBaseline, terminal);
  return gate(done, config.failOn, flags.requireBaseline);
}

/** To somebody who meant their own stack. */
const NO_CONFIG: Text = {
  en: 'no ralph.config.yaml here, so the bundled stack is reviewed; "ralph init" writes one for yours',
  fr: 'pas de ralph.config.yaml ici : revue de la pile fournie ; « ralph init » en écrit un pour la vôtre',
};

/** How to ask again what this review found, of the same stack. */
function onceMended({ config, target, reference, reviews }: Flags): Text {
  const same = Object.entries({ config, target, reviews }).flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag}`, value],
  );
  const command = commandLine(['ralph', 'verify', ...same, ...(reference ? ['--reference'] : [])]);
  return {
    en: `once it is mended, ask only that again: ${command}`,
    fr: `une fois corrigé, ne redemander que cela : ${command}`,
  };
}

/** What moved has no finding that could be asked again: it was measured twice already. */
const isOnlyRegressed = ({ verdict, blockers, warnings }: Review): boolean =>
  verdict === 'attention' && blockers.length + warnings.length === 0;

/**
 * What of the evidence so far seems to have moved, against what its review will be compared with; nothing where that cannot
 * be read any more, which is for the review to say, when the evidence is at hand.
 */
const seeming =
  ({ archive, cycle, wanted }: { archive: Archive; cycle: number | undefined; wanted: Wanted }) =>
  async (evidence: Evidence): Promise<SecondTime | undefined> => {
    const past = await pastOf(archive, cycle, () => {}).catch(() => null);
    if (past === null) return undefined;
    const choice = await choiceFor(evidence, { archive, past, wanted });
    const review = assemble(evidence, rules, { cycle: cycle ?? 1, lang: 'en', ...choice });
    return secondTime(review, evidence, rules.probes);
  };

/**
 * The evidence of a sitting; one in which nothing is left to ask, not even twice, has it already. Where only the second time
 * is left, it must be of the stack that was asked the first time.
 */
async function measured(
  { probes, begun }: Beginning,
  ask: (probes: readonly Probe[]) => Promise<Evidence>,
  again: Measuring['secondTime'],
): Promise<Evidence> {
  if (!begun || probes.length > 0) return ask(probes);
  const { evidence } = begun;
  if ((await again?.(evidence)) === undefined) return evidence;
  return ask(rules.probes.filter(({ id, eachSitting }) => eachSitting && id in evidence.observations));
}
