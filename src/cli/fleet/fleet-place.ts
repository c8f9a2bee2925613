import type { Archive } from '../../archive/archive.ts';
import { openArchive } from '../../archive/open.ts';
import { loadFleet } from '../../config/fleet/load.ts';
import type { LoadedFleet } from '../../config/fleet/loaded.ts';
import { passwordsIn } from '../../domain/archive-place.ts';
import { type Lang, said, type Text } from '../../domain/text.ts';
import type { Queue } from '../../queue/connection.ts';
import { clockTold } from '../clock-told.ts';
import { languageOf } from '../language.ts';
import { type Progress, progress } from '../progress.ts';
import { queueFrom } from '../queue-from.ts';
import { rules } from '../rules.ts';
import type { Terminal } from '../terminal.ts';

/** Flags of every command of a fleet. */
export interface FleetFlags {
  readonly lang?: Lang;
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** False with --no-motion, and with --no-color. */
  readonly motion?: boolean;
  readonly color: boolean;
}

/** A fleet as its file describes it, with what it names opened. */
export interface FleetPlace {
  readonly fleet: LoadedFleet;
  readonly queue: Queue;
  readonly archive: Archive;
  readonly lang: Lang;
  readonly cwd: string;
  readonly secrets: readonly string[];
  readonly shown: Progress;
  tell(line: Text): void;
}

/** Reads a fleet file; the passwords of its archive are masked from then on. Throws ConfigError. */
export async function fleetAt(file: string, terminal: Terminal): Promise<LoadedFleet> {
  const fleet = await loadFleet({
    ...{ path: file, cwd: terminal.cwd(), env: terminal.env },
    known: { criteria: rules.criteria, probes: rules.probes.map(({ id }) => id) },
  });
  terminal.secrets.learn(passwordsIn(fleet.archive));
  return fleet;
}

/** Opens what a fleet file names, and closes it with the block. Throws ConfigError, UsageError, QueueError and ArchiveError. */
export async function openFleet(
  file: string,
  flags: FleetFlags,
  terminal: Terminal,
): Promise<FleetPlace & AsyncDisposable> {
  const fleet = await fleetAt(file, terminal);
  const lang = languageOf(flags.lang, fleet.lang, terminal.env);
  const shown = progress(terminal, lang, flags);
  const archive = await openArchive(fleet.archive);
  const queue = await queueFrom(fleet.queue, terminal).catch(async (error: unknown) => {
    await archive.close();
    throw error;
  });
  const clock = clockTold(queue);
  if (clock) shown.say(said(clock, lang));
  return {
    ...{ fleet, queue, archive, lang, shown, cwd: terminal.cwd() },
    get secrets() {
      return terminal.secrets.values;
    },
    tell: (line) => shown.say(said(line, lang)),
    async [Symbol.asyncDispose]() {
      await Promise.all([queue.close(), archive.close()]);
    },
  };
}
