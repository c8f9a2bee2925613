import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { Target } from '../domain/target.ts';
import { assemble } from '../pipeline/assemble.ts';
import {
  answer,
  backend,
  chat,
  evidenceWith,
  healthy,
  runtime,
  suite,
} from '../pipeline/evidence.fixture.ts';

/** Every finding of a review, "id" or "id ← cause", with how loud it is. */
function found(readings: Readonly<Record<string, unknown>>, target: Partial<Target> = {}) {
  const evidence = evidenceWith({ ...healthy, ...readings }, { target });
  const { blockers, warnings, notes } = assemble(evidence, rules, { cycle: 1, lang: 'en', past: [] });
  const ids = (each: typeof blockers): string[] => each.map(({ id }) => id);
  return { blockers: ids(blockers), warnings: ids(warnings), notes: ids(notes) };
}

const nothing = { blockers: [], warnings: [], notes: [] };
const serving = (version: string, changed: object = {}) => {
  const interpreter = { program: '/venv/bin/python', version, packagesChangedAt: null };
  return { ...runtime(), interpreter, found: ['fastapi', 'torch'], ...changed };
};
const ranOn = (...pythons: string[]) => suite('passed', 199, 0, { exitCode: 0, pythons });
const unloaded = (missingModule: string | null, changed: object = {}) =>
  suite('collection-error', 0, 0, { exitCode: 2, missingModule, ...changed });

describe('wrong-interpreter', () => {
  test('a suite that passes on another version is warned of', () => {
    expect(found({ runtime: serving('3.11.7'), tests: ranOn('3.12.1') })).toEqual({
      ...nothing,
      warnings: ['wrong-interpreter'],
    });
  });

  test('a suite without a module that the serving interpreter has is one blocker', () => {
    expect(found({ runtime: serving('3.11.7'), tests: unloaded('torch') })).toEqual({
      ...nothing,
      blockers: ['wrong-interpreter'],
    });
  });

  test('tests that fail on another version are two things', () => {
    const tests = suite('failed', 10, 90, { pythons: ['3.12.1'] });
    expect(found({ runtime: serving('3.11.7'), tests })).toEqual({
      ...nothing,
      blockers: ['tests-failing'],
      warnings: ['wrong-interpreter'],
    });
  });

  test.each([
    ['the same version', serving('3.11.7'), ranOn('3.11.7')],
    ['the same release, said at more length', serving('3.11.7+'), ranOn('3.11.7')],
    ['one of several sessions on the serving version', serving('3.11.7'), ranOn('3.10.2', '3.11.7')],
    ['no header', serving('3.11.7'), ranOn()],
    ['evidence that does not know a version well enough', serving('3.11'), ranOn('3.12.1')],
    ['a stack that is no Python', serving('3.11.7', { interpreter: null }), ranOn('3.12.1')],
  ])('%s proves nothing', (_, serves, tests) => {
    expect(found({ runtime: serves, tests })).toEqual(nothing);
  });

  test('of several servers, none of which was named, nothing is said', () => {
    const served = { pid: 1, startedAt: null, program: '/venv/bin/python' };
    const processes = [
      { ...served, roles: ['llm'] },
      { ...served, pid: 2, roles: ['tts'] },
    ];
    const readings = { runtime: serving('3.11.7', { processes }), tests: ranOn('3.12.1') };
    expect(found(readings, { python: null })).toEqual(nothing);
    expect(found(readings).warnings).toEqual(['wrong-interpreter']);
  });

  test.each([
    ['no module is named', null],
    ['the serving interpreter was not seen to have it', 'pytest_asyncio'],
    ['a part of a module is missing', 'torch.nested'],
  ])('where %s, the suite is broken and no more', (_, missing) => {
    expect(found({ runtime: serving('3.11.7'), tests: unloaded(missing) })).toEqual({
      ...nothing,
      blockers: ['tests-broken'],
    });
  });

  test('the suite is offered on the interpreter that serves, arguments and all', () => {
    const evidence = evidenceWith({ ...healthy, runtime: serving('3.11.7'), tests: ranOn('3.12.1') });
    const [finding] = assemble(evidence, rules, { cycle: 1, lang: 'en', past: [] }).warnings;
    expect(finding?.remedy[0]?.code?.lines).toEqual([
      'cd /srv/eva && /srv/eva/.venv/bin/python -m pytest -q',
    ]);
  });
});

describe('suite-proves-nothing', () => {
  const refused = { failure: { kind: 'unreachable', how: 'refused', detail: 'no' } };
  const beside = (tests: unknown) => {
    const { llm: _, tts: __, ...rest } = healthy;
    const evidence = evidenceWith({ ...rest, backend: { health: refused, identity: null }, tests });
    return assemble(evidence, rules, { cycle: 1, lang: 'en', past: [] });
  };

  test('every test skipped, exit code 0: one blocker', () => {
    const tests = suite('nothing-ran', 0, 0, {
      exitCode: 0,
      skipped: 12,
      reason: 'all 12 tests were skipped',
    });
    expect(found({ tests })).toEqual({ ...nothing, blockers: ['suite-proves-nothing'] });
  });

  test('nothing collected, and the exit code says so: that is a broken suite', () => {
    expect(found({ tests: suite('nothing-ran', 0, 0, { exitCode: 5 }) })).toEqual({
      ...nothing,
      blockers: ['tests-broken'],
    });
  });

  test('a suite that passes while the stack is down is a note, below its cause', () => {
    const { blockers, notes } = beside(healthy.tests);
    expect(blockers.map(({ id }) => id)).toEqual(['stack-unreachable']);
    expect(notes.find(({ id }) => id === 'suite-proves-nothing')?.cause).toBe('stack-unreachable');
  });

  test('a suite that fails without the stack has shown that it needs it', () => {
    expect(JSON.stringify(beside(suite('failed', 10, 189)))).not.toContain('suite-proves-nothing');
  });

  test('beside a stack that answers, nothing is said of an honest unit suite', () => {
    expect(found({})).toEqual(nothing);
    const health = { failure: { kind: 'unreachable', how: 'timeout', detail: 'no answer in 10 s' } };
    const busy = { backend: { ...backend(), health }, llm: chat(answer(90)) };
    expect(JSON.stringify(found(busy))).not.toContain('suite-proves-nothing');
  });
});

describe('a suite that fails', () => {
  test.each([
    ['one of many', suite('failed', 198, 1), 'warnings'],
    ['with an exit code of 0', suite('failed', 194, 5, { exitCode: 0 }), 'warnings'],
    ['for its coverage alone', suite('failed', 199, 0, { reason: 'exit code 1' }), 'warnings'],
    ['by the half', suite('failed', 100, 99), 'blockers'],
  ] as const)('%s is said once', (_, tests, loud) => {
    expect(found({ tests })).toEqual({ ...nothing, [loud]: ['tests-failing'] });
  });

  test.each(['collection-error', 'timed-out', 'crashed', 'not-started', 'nothing-ran'] as const)(
    '%s is one blocker',
    (state) => {
      expect(found({ tests: suite(state, 0, 0, { exitCode: state === 'timed-out' ? null : 2 }) })).toEqual({
        ...nothing,
        blockers: ['tests-broken'],
      });
    },
  );
});

describe('a build', () => {
  const build = (changed: object) => ({ build: { ...healthy.build, routes: null, ...changed } });
  const failed = { state: 'failed', reason: 'Failed to compile. ./app/page.tsx:3:1' };

  test.each([
    ['fails and exits with 0', { ...failed, exitCode: 0 }, 'build-claims-success'],
    ['fails and says so', { ...failed, exitCode: 1 }, 'build-fails'],
    ['is killed', { state: 'failed', exitCode: null, reason: 'ended by SIGKILL' }, 'build-fails'],
    ['hangs', { state: 'timed-out', exitCode: null, reason: 'no end after 4 s' }, 'build-fails'],
    [
      'does not start',
      { state: 'not-started', exitCode: null, reason: 'no such program: next' },
      'build-fails',
    ],
  ])('that %s is one blocker', (_, changed, id) => {
    expect(found(build(changed))).toEqual({ ...nothing, blockers: [id] });
  });

  test.each([
    ['refused', { state: 'failed', exitCode: 1 }],
    ['refused, with an exit code of 0', { state: 'failed', exitCode: 0 }],
    ['kept waiting', { state: 'timed-out', exitCode: null }],
  ])('that was %s by the lock of another is a note', (_, changed) => {
    expect(found(build({ ...changed, reason: 'Unable to acquire lock', locked: true }))).toEqual({
      ...nothing,
      notes: ['build-locked'],
    });
  });
});

describe('requirements-drift', () => {
  test('warns of what is imported and not declared, and of nothing else', () => {
    const undeclared = [{ module: 'edge_tts', by: 'tts.py:2' }];
    expect(found({ runtime: { ...runtime(), undeclared } })).toEqual({
      ...nothing,
      warnings: ['requirements-drift'],
    });
  });
});
