import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pytest } from './pytest.ts';

const read = (text: string, report: string | null = null) => pytest.read({ text, report });

const junit = (cases: string): string =>
  `<testsuites><testsuite name="pytest">${cases}</testsuite></testsuites>`;

const broken = junit(
  '<testcase classname="" name="tests.test_tts"><error message="collection failure">E   gone</error></testcase>',
);

describe('what pytest says', () => {
  it.each([
    ['= 199 passed, 2 skipped in 12.34s =', 199, 0, 2],
    ['199 passed in 0.52s', 199, 0, 0],
    ['=== 1 failed, 3 passed, 1 xfailed, 1 xpassed, 2 warnings, 1 error in 65.10s (0:01:05) ===', 4, 2, 1],
    ['5 deselected, 2 errors in 1.00s', 0, 2, 0],
    ['3 passed, 1 rerun, 4 subtests passed in 1.00s', 3, 0, 0],
    ['no tests ran in 0.01s', 0, 0, 0],
    ['12 tests collected in 0.33s', 0, 0, 0],
    ['no tests collected (7 deselected) in 0.02s', 0, 0, 0],
  ])('%s', (line, passed, failed, skipped) => {
    const account = read(`....\n${line}\nsome noise at exit\n`);
    expect(account).toMatchObject({ counts: { passed, failed, skipped }, unloadable: 0 });
    expect(account?.summary).toBe(line.replace(/^=+ | =+$/g, ''));
  });

  it.each([
    'I waited 3 passed in 2.00s',
    'ok in 1.00s',
    '1 passed, and more in 1.00s',
    '3 passed',
    `${'='.repeat(3_000_000)} x`,
  ])('%.40s is no summary', (line) => {
    expect(read(line)).toBeUndefined();
  });

  it('reads back any summary it could have written', () => {
    const counts = fc.record({ failed: fc.nat(999), passed: fc.nat(9999), skipped: fc.nat(99) });
    fc.assert(
      fc.property(counts, fc.boolean(), (expected, framed) => {
        const parts = Object.entries(expected).filter(([, count]) => count > 0);
        fc.pre(parts.length > 0);
        const line = `${parts.map(([word, count]) => `${count} ${word}`).join(', ')} in 1.23s`;
        expect(read(framed ? `===== ${line} =====` : line)?.counts).toEqual(expected);
      }),
    );
  });

  it('takes the last of several summaries', () => {
    expect(read('1 failed in 1.00s\n2 passed in 1.00s')?.counts).toEqual({
      passed: 2,
      failed: 0,
      skipped: 0,
    });
  });

  it('believes its report before its summary', () => {
    const report = junit('<testcase name="a"/><testcase name="b"><failure message="x"/></testcase>');
    expect(read('999 passed in 1.00s', report)?.counts).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(read('no summary with -qq', report)).toMatchObject({
      counts: { passed: 1, failed: 1 },
      summary: null,
    });
    expect(read('3 passed in 1.00s', report.slice(0, -5))?.counts.passed).toBe(3);
  });

  it('does not count what could not be loaded as a test', () => {
    const text = '!!!! Interrupted: 1 error during collection !!!!\n1 error in 0.52s';
    for (const report of [null, broken])
      expect(read(text, report)).toMatchObject({
        counts: { passed: 0, failed: 0, skipped: 0 },
        unloadable: 1,
      });
    expect(read(text, broken)?.complaint).toBe('E   gone');
  });

  it('tells files that broke from tests that did', () => {
    const text = '____ ERROR collecting tests/test_a.py ____\n1 failed, 5 passed, 2 errors in 1.00s';
    expect(read(text)).toMatchObject({ counts: { passed: 5, failed: 2 }, unloadable: 1 });
  });
});

describe('the Python it ran on', () => {
  it.each([
    ['platform linux -- Python 3.12.1, pytest-8.3.4, pluggy-1.5.0', ['3.12.1']],
    ['platform linux -- Python 3.10.13[pypy-7.3.15-final], pytest-8.3.4', ['3.10.13']],
    [
      'platform win32 -- Python 3.9.1, x\nplatform win32 -- Python 3.9.1, x\nplatform win32 -- Python 3.8.0, x',
      ['3.9.1', '3.8.0'],
    ],
    ['saw platform linux -- Python 3.12.1 in a log', []],
    ['platform linux -- Python unknown', []],
  ])('%j', (header, expected) => {
    expect(read(`${header}\n3 passed in 1.00s`)?.pythons).toEqual(expected);
  });
});

describe('what its exit code says', () => {
  const ending = (exitCode: number, text: string, report: string | null = null) =>
    pytest.ending?.(exitCode, text, read(text, report));

  it.each<[number, string, object | undefined]>([
    [0, '3 passed in 1.00s', undefined],
    [1, '1 failed in 1.00s', undefined],
    [
      1,
      '/usr/bin/python3: No module named pytest',
      { state: 'not-started', reason: 'this Python has no pytest' },
    ],
    [
      2,
      "E   ModuleNotFoundError: No module named 'torch'\n! Interrupted: 2 errors during collection !\n2 errors in 0.52s",
      {
        state: 'collection-error',
        reason: "2 test files or packages could not be loaded: ModuleNotFoundError: No module named 'torch'",
      },
    ],
    [
      2,
      '!!!!! KeyboardInterrupt !!!!!\n3 passed in 1.00s',
      { state: 'crashed', reason: 'interrupted: KeyboardInterrupt' },
    ],
    [2, 'unknown option -Z', { state: 'crashed', reason: 'interrupted: unknown option -Z' }],
    [2, '! Interrupted: stopping after 1 failures !\n1 failed in 1.00s', undefined],
    [3, 'INTERNALERROR> x', { state: 'crashed', reason: 'internal error of pytest (exit code 3)' }],
    [
      4,
      "ImportError while loading conftest '/stack/conftest.py'.\nE   ImportError: no",
      { state: 'collection-error', reason: '1 test file or package could not be loaded: ImportError: no' },
    ],
    [
      4,
      'ERROR: file or directory not found: nope\n\nno tests ran in 0.01s',
      {
        state: 'not-started',
        reason: 'pytest did not accept its arguments: ERROR: file or directory not found: nope',
      },
    ],
    [5, 'no tests ran in 0.01s', { state: 'nothing-ran', reason: 'pytest collected no tests' }],
  ])('%i after %j', (exitCode, text, expected) => {
    expect(ending(exitCode, text)).toEqual(expected);
  });

  it('finds in the report why nothing could be loaded, where the output is quiet', () => {
    expect(ending(2, '', broken)?.reason).toBe('1 test file or package could not be loaded: gone');
  });
});

it('asks for a report unless the user has one', () => {
  expect(pytest.reporting(['python', '-m', 'pytest', 'tests'], '/t/report')).toEqual([
    'python',
    '-m',
    'pytest',
    '--junitxml=/t/report',
    'tests',
  ]);
  expect(pytest.reporting(['pytest', '--junit-xml', 'mine.xml'], '/t/report')).toEqual([
    'pytest',
    '--junit-xml',
    'mine.xml',
  ]);
});
