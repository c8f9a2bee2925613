import { describe, expect, it } from 'vitest';
import type { CommandOutcome } from '../domain/host.ts';
import type { Task } from '../domain/target.ts';
import { cutShort, exited, scripted, TEMPORARY } from '../suites/scripted-host.ts';
import tests from './tests.ts';

const REPORT = `${TEMPORARY}/report`;

const junit = (cases: string): string => `<testsuites><testsuite>${cases}</testsuite></testsuites>`;

async function observe(argv: Task['argv'], outcome: CommandOutcome, report?: string) {
  const task = { argv, folder: '/stack', timeoutMs: 600_000 };
  const script = {
    target: { tests: task },
    run: () => outcome,
    files: report === undefined ? {} : { [REPORT]: report },
  };
  const { context, commands, removed } = scripted(script);
  const observed = await tests.observe(context);
  if (!('readings' in observed)) throw new Error(observed.unavailable);
  return { ...observed, command: commands[0], removed };
}

describe('tests', () => {
  it('are not run where none are configured', async () => {
    expect(await tests.observe(scripted({}).context)).toEqual({
      unavailable: 'no test command is configured (target.tests)',
    });
  });

  it('pass', async () => {
    const output =
      '\u001b[32m199 passed\u001b[0m, \u001b[33m2 skipped\u001b[0m\u001b[32m in 12.34s\u001b[0m\n';
    const { readings, raw, command, removed } = await observe(['pytest', '-q'], exited(0, output));
    expect(readings).toEqual({
      runner: 'pytest',
      state: 'passed',
      exitCode: 0,
      passed: 199,
      failed: 0,
      skipped: 2,
      durationS: 1.5,
      summary: '199 passed, 2 skipped in 12.34s',
      reason: null,
      missingModule: null,
      at: null,
    });
    expect(raw).toEqual([{ title: 'pytest', language: 'text', content: '199 passed, 2 skipped in 12.34s' }]);
    expect(command).toMatchObject({
      argv: ['pytest', `--junitxml=${REPORT}`, '-q'],
      folder: '/stack',
      timeoutMs: 600_000,
      env: { npm_config_yes: 'false' },
    });
    expect(removed).toEqual([TEMPORARY]);
  });

  it('say on which Python they ran, where the runner does', async () => {
    const header = 'platform linux -- Python 3.12.1, pytest-8.3.4\n';
    const { readings } = await observe(['pytest'], exited(0, `${header}3 passed in 1.00s\n`));
    expect(readings.pythons).toEqual(['3.12.1']);
  });

  it('tell a broken collection from the one test that its report claims', async () => {
    const said =
      'fast_tts.py:6: in &lt;module&gt;\n    import torch\nE   ModuleNotFoundError: No module named &apos;torch&apos;';
    const report = junit(
      `<testcase classname="" name="t"><error message="collection failure">${said}</error></testcase>`,
    );
    const { readings, raw } = await observe(
      ['pytest'],
      exited(2, 'collected 187 items / 1 error\n1 error in 0.52s\n'),
      report,
    );
    expect(readings).toMatchObject({
      state: 'collection-error',
      passed: 0,
      failed: 0,
      reason: "1 test file or package could not be loaded: ModuleNotFoundError: No module named 'torch'",
      missingModule: 'torch',
      at: 'fast_tts.py:6',
    });
    expect(raw.map(({ title }) => title)).toEqual(['pytest', 'pytest, last lines']);
  });

  it('are recognised behind npm, which is given no options', async () => {
    const output = ' Test Files  1 failed (1)\n      Tests  1 failed | 3 passed (4)\n';
    const { readings, command } = await observe(['npm', 'test'], exited(1, output));
    expect(readings).toMatchObject({ runner: 'vitest', state: 'failed', passed: 3, failed: 1 });
    expect(command?.argv).toEqual(['npm', 'test']);
  });

  it('are shown as a person reads them where the runner writes events', async () => {
    const events = [
      { Action: 'output', Package: 'a', Test: 'TestA', Output: 'voice_test.go:3: silence\n' },
      { Action: 'fail', Package: 'a', Test: 'TestA' },
      { Action: 'output', Package: 'a', Output: 'FAIL\ta\t0.1s\n' },
    ];
    const { readings, raw } = await observe(
      ['go', 'test', './...'],
      exited(1, events.map((event) => JSON.stringify(event)).join('\n')),
    );
    expect(readings).toMatchObject({ runner: 'go test', state: 'failed', failed: 1 });
    expect(raw[1]?.content).toBe('voice_test.go:3: silence\nFAIL\ta\t0.1s');
  });

  it('are judged by their exit code where nothing else is known', async () => {
    const { readings, raw } = await observe(['./check'], exited(0, 'fine\n'));
    expect(readings).toMatchObject({ runner: 'check', state: 'passed', passed: 0, summary: null });
    expect(raw).toEqual([{ title: 'check', language: 'text', content: 'fine' }]);
  });

  it('show the last lines of what went wrong, plain and bounded', async () => {
    const output = `${'noise\n'.repeat(200_000)}\u001b[31mE   assert\u0007 1\u001b[0m\n1 failed in 1.00s\n`;
    const { raw } = await observe(['pytest'], exited(1, output));
    const lines = raw[1]?.content.split('\n') ?? [];
    expect(lines).toHaveLength(40);
    expect(lines.slice(-2)).toEqual(['E   assert 1', '1 failed in 1.00s']);
  });

  it('that do not end, start or live say so, and the folder is removed', async () => {
    const hung = await observe(['pytest'], cutShort({ kind: 'timed-out' }, "No module named 'torch'\n"));
    expect(hung.readings).toMatchObject({
      state: 'timed-out',
      exitCode: null,
      missingModule: null,
      durationS: 60,
    });
    expect(hung.removed).toEqual([TEMPORARY]);
    const absent = await observe(['pytest'], { kind: 'not-started', reason: 'not-found', message: 'pytest' });
    expect(absent.readings).toMatchObject({
      state: 'not-started',
      durationS: 0,
      reason: 'no such program: pytest',
    });
    expect(absent.raw).toEqual([]);
  });

  it('leave no folder behind when the person interrupts', async () => {
    const interrupt = () => {
      throw new Error('interrupted');
    };
    const task = { argv: ['pytest'] as const, folder: '/stack', timeoutMs: 1 };
    const { context, removed } = scripted({ target: { tests: task }, run: interrupt });
    await expect(tests.observe(context)).rejects.toThrow('interrupted');
    expect(removed).toEqual([TEMPORARY]);
  });
});

describe('their metrics', () => {
  it('give counts only where tests ran and were counted', async () => {
    const { readings } = await observe(['pytest'], exited(1, '1 failed, 3 passed in 1.00s\n'));
    const { passed, failed, duration_s, state } = tests.metrics;
    expect([passed.from(readings), failed.from(readings), duration_s.from(readings)]).toEqual([3, 1, 1.5]);
    const broken = { ...readings, state: 'collection-error' as const, passed: 0, failed: 0 };
    expect([passed.from(broken), failed.from(broken), duration_s.from(broken)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(passed.from({ ...readings, state: 'passed', passed: 0, failed: 0 })).toBeUndefined();
    expect(Object.keys(state.states)).toContain(state.from(broken));
    expect(state.shown(readings)?.en).toBe('1 failed, 3 passed');
    expect(state.shown({ ...readings, state: 'passed', failed: 0 })?.en).toBe('3 passed');
    expect(state.shown({ ...readings, state: 'passed', passed: 1, failed: 0 })?.fr).toBe('1 réussi');
    expect(state.shown(broken)).toBeUndefined();
  });
});
