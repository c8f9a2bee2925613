import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suiteResult } from './ending.ts';
import { junitAccount } from './junit.ts';
import { missingModule } from './missing-module.ts';
import { buildResult, countRoutes } from './next-build.ts';
import type { TestRunner } from './runner.ts';
import { cargo } from './runners/cargo.ts';
import { go } from './runners/go.ts';
import { jest } from './runners/jest.ts';
import { pytest } from './runners/pytest.ts';
import { unittest } from './runners/unittest.ts';
import { vitest } from './runners/vitest.ts';
import { recognised } from './runners.ts';
import { exited } from './scripted-host.ts';
import { lastLines, plain, quoted } from './terminal-text.ts';

const runners: readonly TestRunner[] = [pytest, vitest, jest, go, cargo, unittest];

/** Beginnings after which a pattern of some parser has a reason to look further, and what may keep it looking. */
const LURES = [
  ...[
    '',
    '= ',
    '=',
    '1',
    '1 ',
    '1 passed, ',
    '12 tests collected in ',
    'platform ',
    'platform linux -- Python 1',
  ],
  ...[
    "E   ModuleNotFoundError: No module named '",
    "Cannot find module '",
    'Failed to resolve import "',
    'a.py:1',
  ],
  ...[
    '____ ERROR collecting ',
    '____',
    '!!!! ',
    '!!!',
    'Interrupted: ',
    'Ran 1 test in 1',
    'FAILED (',
    'OK (',
  ],
  ...[
    'Tests:       1 failed, ',
    ' Tests  1 failed | ',
    ' Test Files  1 ',
    'FAIL ',
    'FAIL x [',
    'ok  \tx\t',
    '--- FAIL: ',
    '{"Action":"',
  ],
  ...[
    'test result: ok. ',
    'test result: ok. 1',
    'error: could not compile `',
    'python',
    'x.py:1: ModuleNotFoundError',
    '(a.ts:1:',
  ],
  ...[
    'Route (app)\n┌ ○ /',
    '┌ ',
    '⨯ ',
    'Unable to acquire lock at ',
    'Failed to compile',
    'npx canceled',
    'not foun',
  ],
  ...[
    'Error',
    'key=',
    'Bearer ',
    'sk-',
    '\u001b[',
    '\u001b]8;',
    '\u001b',
    '\r',
    '❯ ',
    'File "',
    '<testcase name="',
    '&#',
    '<![CDATA[',
  ],
];

const FILLERS = [
  ...[
    ' ',
    '\n',
    '\t',
    '1',
    '1 ',
    'a',
    'a ',
    '=',
    '= ',
    '_',
    '_ ',
    '!',
    ' !',
    '.',
    '.py:1 ',
    ';',
    '1;',
    '[',
    '"',
    "'",
    ', 1 passed',
  ],
  ...[
    'python',
    '/',
    '(',
    '&',
    '&#1',
    '<',
    '\r',
    '\u001b[',
    '\u001b]',
    '✓',
    'Error ',
    '1 failed ',
    '\n\n ',
    ' Test Files  1 failed\n',
    'FAIL a\n',
  ],
];

/** Everything that reads what a command says, over one output. */
function readAll(raw: string): void {
  const text = plain(raw);
  for (const runner of runners) {
    const account = runner.read({ text, report: null });
    suiteResult({ outcome: exited(1), text, started: runner, account });
  }
  for (const report of [raw, `<testsuites>${raw}</testsuites>`]) {
    recognised({ text, report });
    junitAccount(report, () => false);
  }
  for (const code of [0, 1, 127]) buildResult(exited(code), text);
  countRoutes(text);
  missingModule(text, '/stack');
  lastLines(raw, 40);
  quoted(raw);
}

const long = (lure: string, filler: string, signs: number): string =>
  `${lure}${filler.repeat(Math.ceil(signs / filler.length))}\u0001`;

// What looks back over all that it has read would need minutes for a megabyte.
describe('what a command says cannot stop whoever reads it', () => {
  it('one line of a megabyte, or of ten', () => {
    expect(() => readAll(long('Tests:       1 failed, ', '1', 1_000_000))).not.toThrow();
    expect(() => readAll(long(' Tests  1 failed | ', '1', 1_000_000))).not.toThrow();
    expect(() => readAll(long('', 'a', 10_000_000))).not.toThrow();
  });

  it('a beginning that asks for more, and very much more of the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LURES), fc.constantFrom(...FILLERS), (lure, filler) => {
        readAll(long(lure, filler, 200_000));
      }),
      { numRuns: 40 },
    );
  });

  it('beginnings and middles in any order', () => {
    const piece = fc
      .tuple(fc.constantFrom(...LURES, ...FILLERS), fc.nat(300))
      .map(([sign, times]) => sign.repeat(times));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        readAll(pieces.join(''));
      }),
    );
  });

  it('any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), readAll));
  });

  it('a million lines, of which the last sums up', () => {
    const text = `${'DEBUG a line that nobody reads\n'.repeat(1_000_000)}=== 199 passed in 12.34s ===\n`;
    expect(pytest.read({ text, report: null })?.counts).toEqual({ passed: 199, failed: 0, skipped: 0 });
  });

  it('a report that is no report, however large', () => {
    const text = 'Tests:       3 passed, 3 total';
    for (const report of [`"${'a'.repeat(2_000_000)}"`, `[${'1,'.repeat(500_000)}1]`, 'null', '3'])
      expect(jest.read({ text, report })?.counts.passed).toBe(3);
  });

  it('entities that stand for entities are never expanded, wherever they are declared', () => {
    const bomb = `<!ENTITY a "${'ha'.repeat(50)}"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">`;
    const cases = '<testcase name="x"><error message="collection failure">&c;</error></testcase>';
    const report = (gap: number): string =>
      `<?xml version="1.0"?><!--${' '.repeat(gap)}--><!DOCTYPE x [${bomb}]><testsuites>${cases}</testsuites>`;
    const account = (gap: number) => junitAccount(report(gap), () => true);
    expect(account(0)).toBeUndefined();
    expect(account(10_000)?.complaint).toBe('&c;');
  });
});
