import { taskLine } from '../domain/commands.ts';
import type { Task } from '../domain/target.ts';
import type { Facts } from '../probes/facts.ts';

/** Proof that the suite ran on another Python than the one that serves. */
export interface Stranger {
  /** The interpreter that serves. */
  readonly program: string;
  readonly serving: string;
  /** What the suite ran on, where that is another version; empty where it only has other packages. */
  readonly versions: readonly string[];
  /** A module that the suite missed and the serving interpreter has: that is why it did not load. */
  readonly module: string | null;
}

/** "3.12.1" of "3.12.1", "3.12.1+" or "3.12.1rc1"; undefined for less, as in transcribed evidence. */
const release = (version: string): string | undefined => /^\d+\.\d+\.\d+/.exec(version)?.[0];

/**
 * Whether the suite ran on another Python than the stack. Two things prove it: the runner says a version that is
 * not the serving one, in no session of it; or it misses a module that the serving interpreter was seen to have.
 */
export function strangerUnder(facts: Facts): Stranger | undefined {
  const { tests, runtime } = { tests: facts.observed('tests'), runtime: facts.observed('runtime') };
  const interpreter = runtime?.interpreter;
  if (!tests || !interpreter || 'broken' in interpreter) return undefined;
  // Of several servers each may have a Python of its own, and the suite be that of another.
  if (facts.target.python === null && (runtime.processes?.length ?? 1) > 1) return undefined;
  const serving = release(interpreter.version);
  const ran = (tests.pythons ?? []).flatMap((version) => release(version) ?? []);
  const versions = serving === undefined || ran.includes(serving) ? [] : ran;
  const { missingModule } = tests;
  const module = missingModule !== null && runtime.found?.includes(missingModule) ? missingModule : null;
  if (versions.length === 0 && module === null) return undefined;
  return { program: interpreter.program, serving: interpreter.version, versions, module };
}

/** The suite as it is typed on the interpreter that serves, where it is pytest's own; otherwise as it is. */
export function onServing(task: Task, facts: Facts, { program }: Stranger): string {
  const place = task.argv.findIndex((word) => /(?:^|\/)(?:pytest|py\.test)$/.test(word));
  if (place === -1) return taskLine(task);
  const python = facts.target.python ?? program;
  return taskLine({ ...task, argv: [python, '-m', 'pytest', ...task.argv.slice(place + 1)] });
}
