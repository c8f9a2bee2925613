import { describe, expect, it } from 'vitest';
import { vitest } from './vitest.ts';

const read = (text: string, report: string | null = null) => vitest.read({ text, report });

const block = (files: string, tests: string): string =>
  ` Test Files  ${files}\n      Tests  ${tests}\n   Start at  10:00:00\n   Duration  1.20s (setup 0ms)\n`;

describe('what vitest says', () => {
  it('reads its totals', () => {
    const account = read(
      block('1 failed | 9 passed (10)', '2 failed | 97 passed | 1 expected fail | 3 skipped | 1 todo (104)'),
    );
    expect(account).toEqual({
      counts: { passed: 98, failed: 2, skipped: 4 },
      unloadable: 0,
      summary:
        'Test Files  1 failed | 9 passed (10)\nTests  2 failed | 97 passed | 1 expected fail | 3 skipped | 1 todo (104)',
      complaint: null,
    });
  });

  it('adds up the blocks of several workspaces', () => {
    expect(
      read(block('1 passed (1)', '3 passed (3)') + block('1 passed (1)', '4 passed (4)'))?.counts.passed,
    ).toBe(7);
  });

  it('knows files that could not be loaded, with and without a report', () => {
    const text = `⎯⎯ Failed Suites 1 ⎯⎯\n${block('1 failed | 1 passed (2)', '3 passed (3)')}`;
    const report =
      '<testsuites><testsuite><testcase classname="a" name="x"/></testsuite><testsuite><testcase classname="b.test.ts" name="b.test.ts"><failure message="Cannot find package">at b.test.ts</failure></testcase></testsuite></testsuites>';
    expect(read(text)).toMatchObject({ counts: { passed: 3, failed: 0 }, unloadable: 1 });
    expect(read(text, report)).toMatchObject({
      counts: { passed: 1, failed: 0 },
      unloadable: 1,
      complaint: 'at b.test.ts',
    });
  });

  it('knows a run without tests', () => {
    const nothing = { passed: 0, failed: 0, skipped: 0 };
    expect(read(block('1 failed (1)', 'no tests'))?.counts).toEqual(nothing);
    expect(read('No test files found, exiting with code 1\n')).toMatchObject({
      counts: nothing,
      summary: 'No test files found',
    });
  });

  it('says nothing of other output', () => {
    expect(read('Tests:       1 failed, 3 passed, 4 total')).toBeUndefined();
    expect(read('Tests  are fun')).toBeUndefined();
  });
});

describe('its command', () => {
  it('asks for a report unless the user chose his own', () => {
    expect(vitest.reporting(['node_modules/.bin/vitest', 'run'], '/t/report')).toEqual([
      'node_modules/.bin/vitest',
      '--reporter=default',
      '--reporter=junit',
      '--outputFile.junit=/t/report',
      'run',
    ]);
    for (const own of ['--reporter=dot', '--outputFile=x', '--outputFile.json=x'])
      expect(vitest.reporting(['vitest', own], '/t/report')).toEqual(['vitest', own]);
  });

  it('is not npx', () => {
    expect(vitest.starts(['npx', 'vitest', 'run'])).toBe(false);
  });
});
