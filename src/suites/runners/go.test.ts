import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { go } from './go.ts';

const read = (text: string) => go.read({ text, report: null });

const events = (...all: object[]): string => all.map((event) => JSON.stringify(event)).join('\n');

const ended = (Action: string, Test: string) => ({
  Time: '2026-01-01T00:00:00Z',
  Action,
  Package: 'ex.am/voice',
  Test,
});

describe('what go test says in events', () => {
  it('counts tests, not their parents', () => {
    const text = events(
      { Action: 'start', Package: 'ex.am/voice' },
      ended('run', 'TestA'),
      ended('pass', 'TestA'),
      ended('fail', 'TestB/one'),
      ended('pass', 'TestB/two'),
      ended('fail', 'TestB'),
      ended('skip', 'TestC'),
      { Action: 'output', Package: 'ex.am/voice', Output: 'FAIL\tex.am/voice\t0.012s\n' },
      { Action: 'fail', Package: 'ex.am/voice', Elapsed: 0.012 },
    );
    expect(read(text)).toEqual({
      counts: { passed: 2, failed: 1, skipped: 1 },
      unloadable: 0,
      summary: 'FAIL\tex.am/voice\t0.012s',
      complaint: null,
    });
  });

  it('counts every leaf once, in any order and among any other lines', () => {
    const leaf = fc.tuple(
      fc.constantFrom('pass', 'fail', 'skip'),
      fc.stringMatching(/^Test[A-Z][a-z]{0,8}$/),
    );
    const leaves = fc.uniqueArray(leaf, { selector: ([, name]) => name, minLength: 1 });
    fc.assert(
      fc.property(leaves, fc.array(fc.constantFrom('# note', '{', '{"no":"event"}', '')), (tests, noise) => {
        const text = [...noise, events(...tests.map(([action, name]) => ended(action, name))), ...noise].join(
          '\n',
        );
        const count = (action: string) => tests.filter(([found]) => found === action).length;
        expect(read(text)?.counts).toEqual({
          passed: count('pass'),
          failed: count('fail'),
          skipped: count('skip'),
        });
      }),
    );
  });

  it('knows packages that do not build', () => {
    const text = `# ex.am/voice\nvoice.go:3:2: undefined: x\n${events(
      { ImportPath: 'ex.am/voice', Action: 'build-fail' },
      { Action: 'output', Package: 'ex.am/voice', Output: 'FAIL\tex.am/voice [build failed]\n' },
    )}`;
    expect(read(text)).toMatchObject({ counts: { passed: 0, failed: 0 }, unloadable: 1 });
    expect(go.readable?.(text)).toContain('undefined: x\nFAIL\tex.am/voice [build failed]');
  });
});

describe('what go test says in words', () => {
  it('counts packages where it names no tests', () => {
    const text =
      'ok  \tex.am/a\t0.010s\nok  \tex.am/b\t(cached)\n?   \tex.am/c\t[no test files]\nok  \tex.am/d\t0.001s [no tests to run]\n';
    expect(read(text)?.counts).toEqual({ passed: 2, failed: 0, skipped: 0 });
  });

  it('counts the tests that it names', () => {
    const text =
      '--- FAIL: TestA (0.00s)\n    --- FAIL: TestA/one (0.00s)\n    --- PASS: TestA/two (0.00s)\n--- SKIP: TestB (0.00s)\nFAIL\nFAIL\tex.am/a\t0.010s\n';
    expect(read(text)?.counts).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });

  it('knows that nothing is there', () => {
    expect(read('go: warning: "./..." matched no packages\nno packages to test')?.counts.passed).toBe(0);
    expect(read('okay then 3s')).toBeUndefined();
  });
});

it('asks for events once', () => {
  expect(go.reporting(['go', 'test', './...'], '')).toEqual(['go', 'test', '-json', './...']);
  expect(go.reporting(['go', 'test', '-json'], '')).toEqual(['go', 'test', '-json']);
  expect(go.starts(['go', 'vet'])).toBe(false);
});
