import { hasOption, programIndex, withOptions } from '../invocation.ts';
import {
  added,
  type CountWords,
  countedWords,
  noCounts,
  type SuiteAccount,
  type TestRunner,
} from '../runner.ts';

const words: CountWords = { passed: 'passed', failed: 'failed', skipped: 'skipped', todo: 'skipped' };

/** "Tests:       1 failed, 3 passed, 4 total": a block per project. */
const summaryLine = /^(?:Test Suites|Tests): +\d+ (?:failed|passed|skipped|todo|total|of)\b/;

type Counted = Pick<SuiteAccount, 'counts' | 'unloadable'>;

function fromReport(json: string): Counted | undefined {
  let report: unknown;
  try {
    report = JSON.parse(json);
  } catch {
    return undefined;
  }
  // Member by member: to list all of a report would cost whatever a hostile one likes.
  const member = (name: string): unknown =>
    typeof report === 'object' && report !== null
      ? Object.getOwnPropertyDescriptor(report, name)?.value
      : undefined;
  const number = (name: string): number => {
    const value = member(name);
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
  };
  if (typeof member('numTotalTests') !== 'number') return undefined;
  return {
    counts: {
      passed: number('numPassedTests'),
      failed: number('numFailedTests'),
      skipped: number('numPendingTests') + number('numTodoTests'),
    },
    unloadable: number('numRuntimeErrorTestSuites'),
  };
}

const fromText = (text: string, lines: readonly string[]): Counted => ({
  counts: lines
    .filter((line) => line.startsWith('Tests:'))
    .map((line) => countedWords(line, words))
    .reduce(added, noCounts),
  // Said once where it happens and, with many failures, once more at the end.
  unloadable: new Set(text.match(/^FAIL .*(?=\n\s*● Test suite failed to run)/gm)).size,
});

/** jest: its JSON file for the counts; through npm or npx its lines of totals. */
export const jest: TestRunner = {
  id: 'jest',
  starts: (argv) => programIndex(argv, ['jest']) >= 0,
  reporting: (argv, file) =>
    hasOption(argv, '--json', '--outputFile')
      ? argv
      : withOptions(argv, programIndex(argv, ['jest']), ['--json', `--outputFile=${file}`]),
  read({ text, report }) {
    const lines = text.split('\n').filter((line) => summaryLine.test(line));
    if (lines.length === 0 && !/^No tests found, exiting with code/m.test(text)) return undefined;
    const counted = report === null ? undefined : fromReport(report);
    return {
      ...(counted ?? fromText(text, lines)),
      summary: lines.length === 0 ? 'No tests found' : lines.join('\n'),
      complaint: null,
    };
  },
};
