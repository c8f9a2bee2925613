import { describe, expect, it } from 'vitest';
import { jest } from './jest.ts';

const read = (text: string, report: string | null = null) => jest.read({ text, report });

const totals =
  'Test Suites: 2 failed, 2 total\nTests:       1 failed, 1 skipped, 1 todo, 4 passed, 7 total\nTime:        1 s\n';

const report = (fields: object): string =>
  JSON.stringify({
    numTotalTests: 7,
    numPassedTests: 4,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    ...fields,
  });

describe('what jest says', () => {
  it('reads its totals', () => {
    expect(read(totals)).toEqual({
      counts: { passed: 4, failed: 1, skipped: 2 },
      unloadable: 0,
      summary: 'Test Suites: 2 failed, 2 total\nTests:       1 failed, 1 skipped, 1 todo, 4 passed, 7 total',
      complaint: null,
    });
  });

  it('counts each suite that failed to run once', () => {
    const suite = 'FAIL ./b.test.js\n  ● Test suite failed to run\n\n    gone\n';
    expect(read(`${suite}${suite}FAIL ./a.test.js\n  ● fails\n${totals}`)?.unloadable).toBe(1);
  });

  it('believes its report before its totals', () => {
    expect(read(totals, report({ numPassedTests: 5, numRuntimeErrorTestSuites: 2 }))).toMatchObject({
      counts: { passed: 5, failed: 1, skipped: 2 },
      unloadable: 2,
    });
  });

  it.each(['', 'null', '[]', '3', '{"numTotalTests":"7"}', report({}).slice(0, 20)])(
    'reads the totals where the report is %s',
    (bad) => {
      expect(read(totals, bad)?.counts).toEqual({ passed: 4, failed: 1, skipped: 2 });
    },
  );

  it('knows a run without tests', () => {
    expect(read('No tests found, exiting with code 1\n')).toMatchObject({
      summary: 'No tests found',
      counts: { passed: 0 },
    });
    expect(read('      Tests  3 passed (3)')).toBeUndefined();
  });
});

it('asks for a report unless the user has one', () => {
  expect(jest.reporting(['jest', 'src'], '/t/r')).toEqual(['jest', '--json', '--outputFile=/t/r', 'src']);
  expect(jest.reporting(['jest', '--json'], '/t/r')).toEqual(['jest', '--json']);
  expect(jest.starts(['node', 'node_modules/jest/bin/jest.js'])).toBe(true);
});
