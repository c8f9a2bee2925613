import type { Argv, SuiteAccount, SuiteOutput, TestRunner } from './runner.ts';
import { cargo } from './runners/cargo.ts';
import { go } from './runners/go.ts';
import { jest } from './runners/jest.ts';
import { pytest } from './runners/pytest.ts';
import { unittest } from './runners/unittest.ts';
import { vitest } from './runners/vitest.ts';

const runners: readonly TestRunner[] = [pytest, vitest, jest, go, cargo, unittest];

/** The runner that a command starts itself; undefined behind npm, npx, make or a script. */
export const startedRunner = (argv: Argv): TestRunner | undefined =>
  runners.find((runner) => runner.starts(argv));

/** Which runner wrote this output, and what it says; undefined when none is recognised. */
export function recognised(output: SuiteOutput): { runner: TestRunner; account: SuiteAccount } | undefined {
  for (const runner of runners) {
    const account = runner.read(output);
    if (account) return { runner, account };
  }
  return undefined;
}
