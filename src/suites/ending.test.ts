import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suiteResult } from './ending.ts';
import type { SuiteCounts, TestRunner } from './runner.ts';
import { pytest } from './runners/pytest.ts';
import { vitest } from './runners/vitest.ts';
import { cutShort, exited } from './scripted-host.ts';

interface Ended {
  readonly counts?: Partial<SuiteCounts>;
  readonly unloadable?: number;
  readonly text?: string;
  readonly started?: TestRunner;
}

const end = (exitCode: number, { counts, unloadable = 0, text = '', started }: Ended = {}) =>
  suiteResult({
    outcome: exited(exitCode),
    text,
    started,
    account: counts && {
      counts: { passed: 0, failed: 0, skipped: 0, ...counts },
      unloadable,
      summary: null,
      complaint: null,
    },
  });

describe('suiteResult', () => {
  it('passes where counts and exit code agree', () => {
    expect(end(0, { counts: { passed: 3, skipped: 1 } })).toEqual({
      state: 'passed',
      reason: null,
      passed: 3,
      failed: 0,
      skipped: 1,
    });
    expect(end(1, { counts: { passed: 3, failed: 1 } })).toMatchObject({
      state: 'failed',
      reason: null,
      failed: 1,
    });
  });

  it('believes the worse where they contradict each other', () => {
    expect(end(0, { counts: { passed: 3, failed: 1 } })).toMatchObject({
      state: 'failed',
      reason: 'the exit code was 0 all the same',
    });
    expect(end(1, { counts: { passed: 3 }, text: 'Coverage below 80 %\n' })).toMatchObject({
      state: 'failed',
      reason: 'exit code 1 although no test failed: Coverage below 80 %',
      passed: 3,
      failed: 0,
    });
  });

  it('never passes on a failure, a broken file or an exit code that is not 0', () => {
    fc.assert(
      fc.property(
        fc.nat(5),
        fc.nat(5),
        fc.nat(5),
        fc.nat(3),
        fc.nat(255),
        (passed, failed, skipped, unloadable, exitCode) => {
          const { state, ...counts } = end(exitCode, { counts: { passed, failed, skipped }, unloadable });
          expect(state === 'passed').toBe(passed > 0 && failed === 0 && unloadable === 0 && exitCode === 0);
          if (state !== 'passed' && state !== 'failed') expect(counts.passed + counts.failed).toBe(0);
        },
      ),
    );
  });

  it('claims no counts where collection broke', () => {
    expect(end(1, { counts: { skipped: 4 }, unloadable: 2 })).toEqual({
      state: 'collection-error',
      reason: '2 test files or packages could not be loaded',
      passed: 0,
      failed: 0,
      skipped: 0,
    });
  });

  it('counts a file that could not be loaded as a failure where others ran', () => {
    expect(end(1, { counts: { passed: 9 }, unloadable: 1 })).toMatchObject({
      state: 'failed',
      passed: 9,
      failed: 1,
    });
  });

  it('takes a suite that only skips for one that proves nothing', () => {
    expect(end(0, { counts: { skipped: 5 } })).toMatchObject({
      state: 'nothing-ran',
      reason: 'all 5 tests were skipped',
      skipped: 5,
    });
    expect(end(0, { counts: {} })).toMatchObject({ state: 'nothing-ran', reason: 'no test ran' });
  });

  it('judges an unknown runner by its exit code, and says so', () => {
    expect(end(0)).toMatchObject({
      state: 'passed',
      passed: 0,
      reason: expect.stringContaining('no counts'),
    });
    expect(end(3, { text: 'boom\n' })).toMatchObject({
      state: 'failed',
      reason: 'exit code 3 and no summary: boom',
    });
  });

  it('expects a summary of a runner that it knows', () => {
    expect(end(0, { started: pytest })).toMatchObject({ state: 'nothing-ran' });
    expect(end(1, { started: vitest, text: 'Error: no config\n}' })).toMatchObject({
      state: 'crashed',
      reason: 'exit code 1 and no summary: Error: no config',
    });
  });

  it('reads pytest’s own exit codes only where pytest itself was run', () => {
    const summary = { counts: { passed: 3, failed: 1 }, text: 'make: *** [test] Error 1' };
    expect(end(5, summary).state).toBe('failed');
    expect(end(5, { ...summary, started: pytest }).state).toBe('nothing-ran');
  });

  it('tells what never started or was ended from outside', () => {
    expect(end(127, { text: 'sh: 1: jest: not found' })).toMatchObject({
      state: 'not-started',
      reason: 'sh: 1: jest: not found',
    });
    expect(end(137, { counts: { passed: 3 } })).toMatchObject({
      state: 'crashed',
      reason: 'ended by signal 9',
      passed: 0,
    });
    const run = { text: '', started: undefined, account: undefined };
    expect(suiteResult({ ...run, outcome: cutShort({ kind: 'timed-out' }) })).toMatchObject({
      state: 'timed-out',
      reason: 'no end after 60 s',
    });
    expect(
      suiteResult({ ...run, outcome: cutShort({ kind: 'signalled', signal: 'SIGSEGV' }) }),
    ).toMatchObject({ state: 'crashed', reason: 'ended by SIGSEGV' });
    expect(
      suiteResult({ ...run, outcome: { kind: 'not-started', reason: 'no-folder', message: '/gone' } }),
    ).toMatchObject({ state: 'not-started', reason: 'it cannot run there: /gone' });
  });
});
