import { describe, expect, it } from 'vitest';
import { fence, figuresIn } from './review.fixture.ts';

const told = (...lines: readonly string[]): readonly (number | null)[] => {
  const { tests_passed, tests_failed, tests_skipped } = figuresIn(...lines);
  return [tests_passed.value, tests_failed.value, tests_skipped.value];
};

describe('tests', () => {
  it.each([
    ['pytest', [fence('==== 199 passed, 1 skipped, 20 warnings in 4.42s ====')], [199, 0, 1]],
    ['pytest with failures', [fence('2 failed, 197 passed in 4.2s')], [197, 2, 0]],
    [
      'jest',
      [
        fence(
          'Test Suites: 1 failed, 73 passed, 74 total',
          'Tests: 7 failed, 42 skipped, 4120 passed, 4169 total',
        ),
      ],
      [4120, 7, 42],
    ],
    ['a summary in words', ['- Tests: 198 passed, 2 skipped'], [198, 0, 2]],
    ['passed alone', ['- Tests: 201 passed'], [201, null, null]],
    ['French', ['- 198 tests passent'], [198, null, null]],
    ['all of them', ['- Tests 202/202 PASS'], [202, 0, null]],
    ['one missing', ['- Tests: 199/200'], [199, null, null]],
    ['one missing that was skipped', ['- Tests: 199/200 (1 skipped)'], [199, 0, 1]],
    [
      'one missing, and the summary',
      ['- Tests: 199/200', fence('199 passed, 1 skipped in 3.66s')],
      [199, 0, 1],
    ],
    ['a score', ['- Tests: 10/10', '| Part | Score |', '|---|---|', '| Tests | 12/20 |'], [null, null, null]],
    ['a share', ['| Check | Result |', '|---|---|', '| Tests | 100% |'], [null, null, null]],
    ['broken', ['- Tests CASSÉS (ModuleNotFoundError: torch)', '- 199+ passed'], [null, null, null]],
    [
      'the cycle before',
      ['| M | Cycle 19 | Cycle 20 |', '|---|---|---|', '| Tests | 199 passed | CASSÉS |'],
      [null, null, null],
    ],
    ['files', ['- 74 test suites passing', '- Sprint 520 tests pass'], [null, null, null]],
    ['two suites', ['- Backend: 198 passed', '- Frontend: 45 passed'], [null, null, null]],
    ['thousands', ['- Tests: 4,275 passed, 0 failed'], [4275, 0, null]],
    ['a figure alone', ['| Check | Result |', '|---|---|', '| Tests | 198 ✅ |'], [198, null, null]],
  ])('as %s', (_, lines, expected) => {
    expect(told(...lines)).toEqual(expected);
  });

  it('believes the runner before what is said of it', () => {
    expect(told('- Tests: 201/201', fence('202 passed, 1 skipped in 20.13s'))).toEqual([202, 0, 1]);
  });
});

describe('counts that are not of what ran', () => {
  it.each([
    ['a target', ['- Tests: objectif 210/210'], [null, null, null]],
    ['a target beside them', ['- 205 passed (target 210 passed)'], [205, null, null]],
    ['a total that is more', ['- Tests: 160 passed / 210 total'], [160, null, null]],
    ['a total that is all', ['- Tests: 3 failed, 160 passed, 163 total'], [160, 3, 0]],
  ])('%s', (_, lines, expected) => {
    expect(told(...lines)).toEqual(expected);
  });
});
