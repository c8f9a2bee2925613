import type { CommandOutcome } from '../domain/host.ts';
import { obstacle, refusal, signalIn } from './refusal.ts';
import {
  noCounts,
  notLoaded,
  type SuiteAccount,
  type SuiteCounts,
  type SuiteEnding,
  type TestRunner,
} from './runner.ts';
import { complaintLine, quoted } from './terminal-text.ts';

export interface SuiteRun {
  readonly outcome: CommandOutcome;
  /** Plain output, as a person reads it. */
  readonly text: string;
  /** The runner that the command started itself; undefined behind npm, make or a script. */
  readonly started: TestRunner | undefined;
  readonly account: SuiteAccount | undefined;
}

export type SuiteResult = SuiteEnding & SuiteCounts;

function withoutAccount(exitCode: number, text: string, started: TestRunner | undefined): SuiteEnding {
  if (exitCode !== 0) {
    const said = complaintLine(text);
    const reason = quoted(`exit code ${exitCode} and no summary${said ? `: ${said}` : ''}`);
    return { state: started ? 'crashed' : 'failed', reason };
  }
  return started
    ? { state: 'nothing-ran', reason: `${started.id} ended without a summary` }
    : { state: 'passed', reason: 'exit code 0; the output has no counts that ralph knows' };
}

function withAccount(exitCode: number, text: string, { counts, unloadable }: SuiteAccount): SuiteEnding {
  const { passed, failed, skipped } = counts;
  if (passed + failed === 0) {
    if (unloadable > 0) return { state: 'collection-error', reason: notLoaded(unloadable) };
    return {
      state: 'nothing-ran',
      reason: skipped > 0 ? `all ${skipped} tests were skipped` : 'no test ran',
    };
  }
  if (unloadable > 0) return { state: 'failed', reason: notLoaded(unloadable) };
  if (failed > 0)
    return { state: 'failed', reason: exitCode === 0 ? 'the exit code was 0 all the same' : null };
  if (exitCode === 0) return { state: 'passed', reason: null };
  return {
    state: 'failed',
    reason: quoted(`exit code ${exitCode} although no test failed: ${complaintLine(text) ?? 'no output'}`),
  };
}

function ofExit(exitCode: number, { text, started, account }: SuiteRun): SuiteEnding {
  const refused = refusal(exitCode, text);
  if (refused !== undefined) return { state: 'not-started', reason: refused };
  const signal = signalIn(exitCode);
  if (signal !== undefined) return { state: 'crashed', reason: `ended by signal ${signal}` };
  const special = started?.ending?.(exitCode, text, account);
  if (special) return special;
  return account ? withAccount(exitCode, text, account) : withoutAccount(exitCode, text, started);
}

function ending(run: SuiteRun): SuiteEnding {
  const { outcome } = run;
  switch (outcome.kind) {
    case 'not-started':
      return { state: 'not-started', reason: obstacle(outcome) };
    case 'timed-out':
      return { state: 'timed-out', reason: `no end after ${Math.round(outcome.durationMs / 1000)} s` };
    case 'signalled':
      return { state: 'crashed', reason: `ended by ${outcome.signal}` };
    case 'exited':
      return ofExit(outcome.code, run);
  }
}

/**
 * What came of a suite. Its exit code and its counts must agree: where they do not, the worse of the two is believed
 * and said. Counts are given only where tests ran to the end; a file that could not be loaded counts as one failure.
 */
export function suiteResult(run: SuiteRun): SuiteResult {
  const { state, reason } = ending(run);
  const counts = run.account?.counts ?? noCounts;
  if (state === 'nothing-ran') return { state, reason, ...noCounts, skipped: counts.skipped };
  if (state !== 'passed' && state !== 'failed') return { state, reason, ...noCounts };
  return { state, reason, ...counts, failed: counts.failed + (run.account?.unloadable ?? 0) };
}
