import { hasOption, programIndex, withOptions } from '../invocation.ts';
import { junitAccount } from '../junit.ts';
import { added, type CountWords, countedWords, noCounts, type TestRunner } from '../runner.ts';

const words: CountWords = {
  passed: 'passed',
  'expected fail': 'passed',
  failed: 'failed',
  skipped: 'skipped',
  todo: 'skipped',
};

/** "Test Files  1 failed | 2 passed (3)", "Tests  no tests", "Errors  1 error": a block per workspace. */
const summaryLine =
  /^\s*(?:Test Files|Tests|Errors) {2}(?:no tests|\d+ (?:passed|failed|skipped|todo|expected|errors?)\b.*)$/;

/** A test file that could not be loaded stands in the report as a failed test that has the file's own name. */
const isFile = ({ name, classname, failure }: { name: string; classname: string; failure: string | null }) =>
  failure !== null && name === classname;

/** vitest: its JUnit file for the counts; through npm or npx its block of totals. */
export const vitest: TestRunner = {
  id: 'vitest',
  starts: (argv) => programIndex(argv, ['vitest']) >= 0,
  reporting: (argv, file) =>
    hasOption(argv, '--reporter', '--outputFile') || argv.some((word) => word.startsWith('--outputFile.'))
      ? argv
      : withOptions(argv, programIndex(argv, ['vitest']), [
          '--reporter=default',
          '--reporter=junit',
          `--outputFile.junit=${file}`,
        ]),
  read({ text, report }) {
    const lines = text.split('\n').filter((line) => summaryLine.test(line));
    const nothing = /^No test files found/m.test(text);
    if (lines.length === 0 && !nothing) return undefined;
    const counted = report === null ? undefined : junitAccount(report, isFile);
    const tests = lines.filter((line) => /^\s*Tests /.test(line)).map((line) => countedWords(line, words));
    const suites = [...text.matchAll(/ Failed Suites (\d+) /g)].map(([, number]) => Number(number));
    return {
      counts: counted?.counts ?? tests.reduce(added, noCounts),
      unloadable: counted?.unloadable ?? suites.reduce((sum, number) => sum + number, 0),
      summary: lines.length === 0 ? 'No test files found' : lines.map((line) => line.trim()).join('\n'),
      complaint: counted?.complaint ?? null,
    };
  },
};
