import { programIndex } from '../invocation.ts';
import type { TestRunner } from '../runner.ts';

const count = (text: string, word: string): number =>
  Number(new RegExp(`\\b${word}=(\\d+)`).exec(text)?.[1] ?? 0);

/** Python's own unittest: "Ran 3 tests in 0.001s", then "OK (skipped=1)" or "FAILED (failures=1, errors=1)". */
export const unittest: TestRunner = {
  id: 'unittest',
  starts: (argv) => argv[programIndex(argv, ['unittest']) - 1] === '-m',
  reporting: (argv) => argv,
  read({ text }) {
    let found: RegExpExecArray | undefined;
    for (const match of text.matchAll(
      /^(Ran (\d+) tests? in [\d.]+s)\n+((?:OK|FAILED|NO TESTS RAN)(?: \(.*\))?)$/gm,
    ))
      found = match;
    if (!found) return undefined;
    const [, ran = '', total = '0', verdict = ''] = found;
    const unloadable = text.match(/^ERROR: .*\(unittest\.loader\._FailedTest\b/gm)?.length ?? 0;
    const failed =
      count(verdict, '(?<!expected )failures') +
      count(verdict, 'errors') +
      count(verdict, 'unexpected successes');
    const skipped = count(verdict, 'skipped') + count(verdict, 'expected failures');
    return {
      counts: {
        passed: Math.max(0, Number(total) - failed - skipped),
        failed: Math.max(0, failed - unloadable),
        skipped,
      },
      unloadable,
      summary: `${ran}, ${verdict}`,
      complaint: null,
    };
  },
};
