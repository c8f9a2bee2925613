import { programIndex } from '../invocation.ts';
import { added, noCounts, type TestRunner } from '../runner.ts';

/** One line per test binary. */
const result =
  /^test result: (?:ok|FAILED)\. (\d+) passed; (\d+) failed; (\d+) ignored; \d+ measured; \d+ filtered out/gm;

/** `cargo test`: the sum of its result lines; it has no stable report of its own. */
export const cargo: TestRunner = {
  id: 'cargo',
  starts: (argv) => programIndex(argv, ['cargo']) === 0 && argv.includes('test'),
  reporting: (argv) => argv,
  read({ text }) {
    const results = [...text.matchAll(result)];
    const uncompiled = new Set(text.match(/^error: could not compile `[^`]+`/gm)).size;
    if (results.length === 0 && uncompiled === 0) return undefined;
    return {
      counts: results
        .map(([, passed, failed, skipped]) => ({
          passed: Number(passed),
          failed: Number(failed),
          skipped: Number(skipped),
        }))
        .reduce(added, noCounts),
      unloadable: uncompiled,
      summary: results.length === 0 ? null : results.map(([line]) => line).join('\n'),
      complaint: null,
    };
  },
};
