import type { Archive } from '../archive/archive.ts';
import { beginJournal, dropJournal } from '../archive/journal.ts';
import { commandLine } from '../domain/commands/shell.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Probe } from '../domain/probe.ts';
import type { Lang, Text } from '../domain/text.ts';
import type { Flags } from './flags.ts';
import { announce, type Interrupted, type InterruptedRuns, spokenOf } from './interrupted.ts';
import type { SoFar } from './measure.ts';
import { probesLeft, resumable, taken } from './resume.ts';
import { rules } from './rules.ts';
import { runJournal } from './run-journal.ts';
import { select } from './selection.ts';
import type { Settings } from './settings.ts';

interface Asked {
  readonly settings: Settings;
  readonly flags: Flags;
  /** What earlier runs left. */
  readonly found: InterruptedRuns;
  say(line: Text): void;
}

/** A sitting that is about to begin: of a new run, or of one that was interrupted. */
export interface Beginning {
  readonly probes: readonly Probe[];
  readonly cycle: number | undefined;
  /** Absent: the run is new. */
  readonly begun?: SoFar;
  keep(soFar: SoFar): Promise<void>;
  /** Whether exactly this is on the disk, now, so that it can be resumed. */
  holds(evidence: Evidence): Promise<boolean>;
  /** What is left, and how to go on, when the sitting ends before its review is written; '' where nothing is left. */
  farewell(argv: readonly string[], lang: Lang): string;
  /** The review is written: what was kept on the way is done with. */
  end(): Promise<void>;
}

const resuming = (run: Interrupted, probes: readonly Probe[]): Text => {
  const { en, fr } = spokenOf(run);
  const ids = probes.map(({ id }) => id).join(', ');
  return probes.length === 0
    ? { en: `resuming ${en}: nothing is left to ask`, fr: `reprise de ${fr} : plus rien à demander` }
    : { en: `resuming ${en}; asking ${ids}`, fr: `reprise de ${fr} ; à demander : ${ids}` };
};

/** What a review with these flags would ask; says what it would resume, and takes nothing over. */
export async function plannedProbes({ settings, flags, found, say }: Asked): Promise<Probe[]> {
  if (!flags.resume) return select(rules.probes, flags);
  const run = await resumable(settings.config.reviews, found, settings);
  const probes = probesLeft(run, flags);
  say(resuming(run, probes));
  return probes;
}

const keptText = (kept: number, argv: readonly string[]): Text => {
  const [, , ...args] = argv;
  const command = commandLine(['ralph', ...args.filter((word) => word !== '--resume'), '--resume']);
  return {
    en: `${kept} finished probes are kept; go on with: ${command}\n`,
    fr: `${kept} sondes terminées sont conservées ; pour continuer : ${command}\n`,
  };
};

/** Begins a run, or takes over what `--resume` asks for. Throws UsageError where there is no such thing. */
export async function begin(
  asked: Asked & { readonly archive: Archive; readonly cycle: number | undefined },
): Promise<Beginning> {
  const { settings, flags, found, archive, say } = asked;
  const { reviews } = settings.config;
  const { reference } = settings;
  const run = flags.resume ? await resumable(reviews, found, settings) : undefined;
  const probes = run ? probesLeft(run, flags) : select(rules.probes, flags);
  const replaced = run ? [] : announce(found, settings, say);
  if (run) say(resuming(run, probes));
  const cycle = asked.cycle ?? run?.journal.cycle ?? undefined;
  if (run) await archive.ensureWritable(cycle);
  const own = run ? await taken(run, reviews) : await beginJournal(reviews);
  const ids = [...new Set([...(run?.journal.probes ?? []), ...probes.map(({ id }) => id)])];
  const journal = runJournal(
    own,
    { reference, cycle: cycle ?? null, probes: ids },
    {
      ...{ say, kept: run?.journal.evidence },
    },
  );
  return {
    probes,
    cycle,
    ...(run && { begun: run.journal }),
    keep: journal.keep,
    holds: journal.holds,
    farewell: (argv, lang) => {
      const kept = Object.keys(journal.kept()?.observations ?? {}).length;
      return kept === 0 ? '' : keptText(kept, argv)[lang];
    },
    end: async () => {
      await journal.remove();
      for (const { file } of replaced) await dropJournal(file);
    },
  };
}
