import { codeOf } from '../archive/archive-error.ts';
import type { Journal } from '../archive/inspect.ts';
import type { OwnJournal } from '../archive/journal.ts';
import { toJsonText } from '../archive/json-text.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Text } from '../domain/text.ts';
import type { SoFar } from './measure.ts';

/** What a run keeps on its way, so that whatever ends it takes only the probe that was being asked. */
export interface RunJournal {
  /** Resolves when it is on the disk, or when that failed, which is said once and ends no run. */
  keep(soFar: SoFar): Promise<void>;
  /** What is on the disk; undefined: nothing yet. */
  kept(): Evidence | undefined;
  /** Whether exactly this is on the disk, now. */
  holds(evidence: Evidence): Promise<boolean>;
  remove(): Promise<void>;
}

const failing = (error: unknown): Text => ({
  en: `what is measured cannot be kept on the way (${codeOf(error)}): the run goes on, and what it has is lost only if it is killed`,
  fr: `les mesures ne peuvent être conservées en cours de route (${codeOf(error)}) : le passage continue, et ce qu’il a n’est perdu que si on le tue`,
});

/** Keeps a run in a journal; `frame` is what of it stays the same, `kept` what the journal holds already. */
export function runJournal(
  own: OwnJournal,
  frame: Pick<Journal, 'reference' | 'cycle' | 'probes'>,
  { say, kept: before }: { say(line: Text): void; readonly kept: Evidence | undefined },
): RunJournal {
  let writing = Promise.resolve();
  let kept = before;
  let isSaid = false;

  async function write({ evidence, clockMs }: SoFar): Promise<void> {
    try {
      await own.keep({ schema: 'ralph/journal@1', ...frame, clockMs, evidence });
      kept = evidence;
    } catch (error) {
      if (!isSaid) say(failing(error));
      isSaid = true;
    }
  }
  return {
    // One after the other: of probes that finish side by side the later knows more.
    keep: (soFar) => {
      writing = writing.then(() => write(soFar));
      return writing;
    },
    kept: () => kept,
    holds: async (evidence) =>
      kept !== undefined && toJsonText(kept) === toJsonText(evidence) && (await own.isThere()),
    remove: own.remove,
  };
}
