import { openArchive } from '../../archive/archive.ts';
import { commandLine } from '../../domain/commands/shell.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Text } from '../../domain/text.ts';
import { deliver, drawingsFor } from '../deliver.ts';
import { type ExitCode, gate } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { chosenBaseline, lastEvidence } from '../history.ts';
import { inItsDialect } from '../in-its-dialect.ts';
import { interruptedIn } from '../interrupted.ts';
import { keepOrSave } from '../keep.ts';
import { languageOf } from '../language.ts';
import { measure } from '../measure.ts';
import { progress } from '../progress.ts';
import { cycleOf, nameOf, settingsFor } from '../settings.ts';
import { type Beginning, begin, plannedProbes } from '../sitting.ts';
import type { Terminal } from '../terminal.ts';

/** Measures, judges, compares, writes the review, draws it, and answers with the gate. */
export async function review(flags: Flags, terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  const drawings = await drawingsFor(flags, terminal.cwd());
  const cycle = cycleOf(flags);
  const given = await settingsFor(flags, terminal);
  const { config } = given;
  const lang = languageOf(flags.lang, config.lang, terminal.env);
  const shown = progress((text) => terminal.stderr.write(text), lang, flags.quiet ?? false);
  const say = (line: Text): void => shown.say(line[lang]);

  const archive = openArchive(config.reviews);
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
  const chosen = await chosenBaseline(flags.baseline, { cwd: terminal.cwd(), archive });
  const settings = await inDialect();
  const found = await interruptedIn(config.reviews, archive, true);
  const sitting = await begin({ settings, flags, found, archive, cycle, say });
  const evidence = await measured(sitting, async () =>
    measure(settings, {
      ...{ ...sitting, progress: shown, signal },
      before: await lastEvidence(archive, cycle, nameOf(settings)),
    }),
  ).catch((error: unknown) => {
    terminal.stderr.write(sitting.farewell(terminal.argv, lang));
    throw error;
  });
  const done = await keepOrSave(evidence, archive, {
    ...{
      lang,
      cycle: sitting.cycle,
      chosen,
      say: shown.say,
      secrets: given.secrets,
      isKept: () => sitting.holds(evidence),
    },
  });
  await sitting.end();
  if (done.verdict !== 'ok') say(onceMended(flags));
  await deliver(done, drawings, terminal, flags.color);
  return gate(done, config.failOn);
}

/** How to ask again what this review found, of the same stack. */
function onceMended({ config, target, reference, reviews }: Flags): Text {
  const same = Object.entries({ config, target, reviews }).flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag}`, value],
  );
  const command = commandLine(['ralph', 'verify', ...same, ...(reference ? ['--reference'] : [])]);
  return {
    en: `once it is mended, what it found is asked again by: ${command}`,
    fr: `une fois corrigé, ce qu’elle a constaté est redemandé par : ${command}`,
  };
}

/** The evidence of a sitting; one in which nothing is left to ask has it already. */
const measured = async ({ probes, begun }: Beginning, ask: () => Promise<Evidence>): Promise<Evidence> =>
  begun && probes.length === 0 ? begun.evidence : ask();
