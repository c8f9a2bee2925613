import type { Task } from '../domain/target.ts';

export type Argv = Task['argv'];

/** How a test suite ended, best first. */
export type SuiteState =
  | 'passed'
  | 'failed'
  | 'nothing-ran'
  | 'timed-out'
  | 'collection-error'
  | 'crashed'
  | 'not-started';

export interface SuiteOutput {
  /** Standard output, then standard error: plain, see `terminal-text.ts`. */
  readonly text: string;
  /** The report that ralph asked the runner for; null where it asked for none or none was written. */
  readonly report: string | null;
}

export interface SuiteCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What a runner says of a run. */
export interface SuiteAccount {
  readonly counts: SuiteCounts;
  /** Test files, packages or crates that could not be loaded, so that their tests never ran. */
  readonly unloadable: number;
  /** The lines in which the runner sums up, as it wrote them; null where it wrote none. */
  readonly summary: string | null;
  /** What the report says of the first thing that could not be loaded; null where it says nothing. */
  readonly complaint: string | null;
  /** Versions of Python on which the runner says it ran, each once: "3.12.1". */
  readonly pythons?: readonly string[];
}

export interface SuiteEnding {
  readonly state: SuiteState;
  /** One line, where the counts do not tell it all. */
  readonly reason: string | null;
}

/** One test runner: how to recognise it, how to make it report, how to read what it says. */
export interface TestRunner {
  readonly id: string;
  /** Whether this command is the runner itself, so that it can be given options. */
  starts(argv: Argv): boolean;
  /** The command with a report to `file` added, or as it was where it already reports somewhere. */
  reporting(argv: Argv, file: string): Argv;
  /** The output as a person reads it, where the runner writes it in a form of its own. */
  readable?(text: string): string;
  /** Undefined where the output is not this runner's. */
  read(output: SuiteOutput): SuiteAccount | undefined;
  /** For exit codes with a meaning of their own; asked only where ralph started the runner itself. */
  ending?(exitCode: number, text: string, account: SuiteAccount | undefined): SuiteEnding | undefined;
}

export const noCounts: SuiteCounts = { passed: 0, failed: 0, skipped: 0 };

/** How many files, packages or crates could not be loaded, in words. */
export const notLoaded = (count: number): string =>
  `${count} test ${count === 1 ? 'file or package' : 'files or packages'} could not be loaded`;

export const added = (one: SuiteCounts, other: SuiteCounts): SuiteCounts => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
});

/** Words of a summary line → what they count as; words not listed count as nothing. */
export type CountWords = Readonly<Record<string, keyof SuiteCounts>>;

/** Adds up every "3 passed", "1 failed" of a line; figures of more than nine digits are none. */
export function countedWords(line: string, words: CountWords): SuiteCounts {
  const counts = { ...noCounts };
  for (const [, number, word = ''] of line.matchAll(/(?<!\d)(\d{1,9}) ([a-z]{1,20}(?: fail)?)/g)) {
    const bucket = words[word];
    if (bucket !== undefined) counts[bucket] += Number(number);
  }
  return counts;
}
