import { hasOption, programIndex, withOptions } from '../invocation.ts';
import { junitAccount } from '../junit.ts';
import {
  added,
  type CountWords,
  countedWords,
  noCounts,
  notLoaded,
  type SuiteAccount,
  type TestRunner,
} from '../runner.ts';
import { lastLine, quoted } from '../terminal-text.ts';

const words: CountWords = {
  passed: 'passed',
  xpassed: 'passed',
  failed: 'failed',
  error: 'failed',
  errors: 'failed',
  skipped: 'skipped',
  xfailed: 'skipped',
};

const LONGEST_SUMMARY = 500;

const category =
  /^(?:no tests (?:ran|collected)(?: \(.*\))?|\d+(?:\/\d+)? (?:failed|passed|skipped|deselected|xfailed|xpassed|errors?|warnings?|rerun|[a-z]+ passed|tests? collected(?: \(.*\))?))$/;

/** "1 failed, 3 passed in 0.12s", framed by `=` or, with -q, not. */
const isSummary = (line: string): boolean => {
  if (line.length > LONGEST_SUMMARY) return false;
  const [, said = ''] = /^=*\s*(\S.*) in [\d.]+s(?: \([\d:, day]+\))?\s*=*$/.exec(line) ?? [];
  return said !== '' && said.split(', ').every((part) => category.test(part));
};

const ranTests = (line: string): boolean => !/\btests? collected\b/.test(line);

function unloadableFiles(text: string): number {
  if (/^ImportError while loading conftest /m.test(text)) return 1;
  const interrupted = /Interrupted: (\d+) errors? during collection/.exec(text)?.[1];
  return Number(interrupted ?? text.match(/^_+ ERROR collecting .* _+$/gm)?.length ?? 0);
}

function fromText(line: string | undefined, unloadable: number): SuiteAccount['counts'] {
  if (line === undefined || !ranTests(line)) return noCounts;
  const counts = countedWords(line, words);
  return added(counts, { ...noCounts, failed: -Math.min(unloadable, counts.failed) });
}

const MOST_PYTHONS = 10;

/** "platform linux -- Python 3.12.1, pytest-8.3.4": one header a session, and none with -q. */
function pythons(text: string): string[] {
  const versions = new Set<string>();
  for (const [, version = ''] of text.matchAll(
    /^platform \S{1,40} -- Python (\d{1,9}\.\d{1,9}\.\d{1,9})/gm,
  )) {
    versions.add(version);
    if (versions.size === MOST_PYTHONS) break;
  }
  return [...versions];
}

/** Exit codes of pytest 3 and later: 2 interrupted, 3 internal error, 4 wrong usage, 5 nothing collected. */
const endings: NonNullable<TestRunner['ending']> = (exitCode, text, account) => {
  if (exitCode === 1 && /No module named '?pytest'?\s*$/m.test(text) && !account)
    return { state: 'not-started', reason: 'this Python has no pytest' };
  if ((exitCode === 2 || exitCode === 4) && account && account.unloadable > 0) {
    const cause = /^E +(\S.*)$/m.exec(`${account.complaint ?? ''}\n${text}`)?.[1];
    return {
      state: 'collection-error',
      reason: quoted([notLoaded(account.unloadable), cause ?? []].flat().join(': ')),
    };
  }
  if (exitCode === 4) {
    const complaint = /^ERROR: .*$/m.exec(text)?.[0] ?? lastLine(text) ?? 'wrong usage';
    return { state: 'not-started', reason: quoted(`pytest did not accept its arguments: ${complaint}`) };
  }
  // Before pytest 6 --maxfail ended with 2 as well: then the failures tell.
  if (exitCode === 2 && !account?.counts.failed) {
    const cause = /^!+ (.*?) !+$/m.exec(text)?.[1] ?? lastLine(text) ?? 'exit code 2';
    return { state: 'crashed', reason: quoted(`interrupted: ${cause}`) };
  }
  if (exitCode === 3) return { state: 'crashed', reason: 'internal error of pytest (exit code 3)' };
  if (exitCode === 5) return { state: 'nothing-ran', reason: 'pytest collected no tests' };
  return undefined;
};

const programs = ['pytest', 'py.test'];

/** pytest: its JUnit file for the counts, its last line for the summary, its exit code for what broke. */
export const pytest: TestRunner = {
  id: 'pytest',
  starts: (argv) => programIndex(argv, programs) >= 0,
  reporting: (argv, file) =>
    hasOption(argv, '--junitxml', '--junit-xml')
      ? argv
      : withOptions(argv, programIndex(argv, programs), [`--junitxml=${file}`]),
  read({ text, report }) {
    const summary = text.split('\n').findLast(isSummary);
    const counted =
      report === null ? undefined : junitAccount(report, (one) => one.failure === 'collection failure');
    const unloadable = Math.max(counted?.unloadable ?? 0, unloadableFiles(text));
    if (summary === undefined && !counted && unloadable === 0) return undefined;
    return {
      counts: counted?.counts ?? fromText(summary, unloadable),
      unloadable,
      summary: summary?.replace(/^=+ | =+$/g, '') ?? null,
      complaint: counted?.complaint ?? null,
      pythons: pythons(text),
    };
  },
  ending: endings,
};
