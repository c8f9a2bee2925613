import { basename, join } from 'node:path';
import type { CommandOutcome, Host } from '../domain/host.ts';
import type { Exhibit } from '../domain/observation.ts';
import { defineProbe } from '../domain/probe.ts';
import type { Task } from '../domain/target.ts';
import type { Text } from '../domain/text.ts';
import { suiteResult } from '../suites/ending.ts';
import { missingModule } from '../suites/missing-module.ts';
import { withoutDownloads } from '../suites/refusal.ts';
import type { SuiteState } from '../suites/runner.ts';
import { recognised, startedRunner } from '../suites/runners.ts';
import { lastLines, plain } from '../suites/terminal-text.ts';

/** What came of the target's own tests. Counts are zero where no test ran to its end. */
export type TestsReadings = {
  /** The runner that was recognised, or else the program of the command. */
  readonly runner: string;
  readonly state: SuiteState;
  readonly exitCode: number | null;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly durationS: number;
  /** The runner's own lines. */
  readonly summary: string | null;
  readonly reason: string | null;
  /** The module whose absence the output names first. */
  readonly missingModule: string | null;
  /** Where the project imports it: `fast_tts.py:6`. */
  readonly at: string | null;
  /** Versions of Python on which the runner says it ran; absent where it did not say. */
  readonly pythons?: readonly string[];
};

const MOST_OUTPUT_BYTES = 16 * 2 ** 20;
const MOST_REPORT_BYTES = 32 * 2 ** 20;
const TAIL_LINES = 40;

interface Ran {
  readonly outcome: CommandOutcome;
  readonly report: string | null;
}

/** Runs the suite with a report into a private folder that is gone afterwards. */
async function runReporting({ commands, files }: Host, task: Task, signal: AbortSignal): Promise<Ran> {
  const folder = await files.temporaryFolder();
  try {
    const file = join(folder.path, 'report');
    const outcome = await commands.run({
      argv: startedRunner(task.argv)?.reporting(task.argv, file) ?? task.argv,
      folder: task.folder,
      env: withoutDownloads,
      timeoutMs: task.timeoutMs,
      maxOutputBytes: MOST_OUTPUT_BYTES,
      signal,
    });
    // A report that cannot be read leaves the output to judge by.
    const report = await files.read(file, MOST_REPORT_BYTES).catch(() => undefined);
    return { outcome, report: report ?? null };
  } finally {
    await folder.remove();
  }
}

const outputOf = (outcome: CommandOutcome): string =>
  outcome.kind === 'not-started' ? '' : plain(`${outcome.stdout}\n${outcome.stderr}`);

function readingsOf(task: Task, { outcome, report }: Ran): { readings: TestsReadings; text: string } {
  const started = startedRunner(task.argv);
  const output = outputOf(outcome);
  const account = started?.read({ text: output, report });
  const known =
    account && started ? { runner: started, account } : recognised({ text: output, report: null });
  const runner = started ?? known?.runner;
  const text = runner?.readable?.(output) ?? output;
  const result = suiteResult({ outcome, text, started, account: known?.account });
  const told = result.state === 'passed' || result.state === 'timed-out';
  const missing = told ? null : missingModule(`${known?.account.complaint ?? ''}\n${text}`, task.folder);
  const pythons = known?.account.pythons ?? [];
  const readings = {
    runner: runner?.id ?? basename(task.argv[0]),
    ...result,
    exitCode: outcome.kind === 'exited' ? outcome.code : null,
    durationS: outcome.kind === 'not-started' ? 0 : Math.round(outcome.durationMs) / 1000,
    summary: known?.account.summary ?? null,
    missingModule: missing?.module ?? null,
    at: missing?.at ?? null,
    ...(pythons.length > 0 && { pythons }),
  };
  return { readings, text };
}

function exhibits({ runner, state, summary }: TestsReadings, text: string): Exhibit[] {
  const told = summary ?? (state === 'passed' ? lastLines(text, 3).join('\n') : null);
  const tail = state === 'passed' ? [] : lastLines(text, TAIL_LINES);
  return [
    ...(told ? [{ title: runner, language: 'text' as const, content: told }] : []),
    ...(tail.length > 0
      ? [{ title: `${runner}, last lines`, language: 'text' as const, content: tail.join('\n') }]
      : []),
  ];
}

/** A figure only where tests ran to the end and were counted. */
const counted =
  (figure: 'passed' | 'failed') =>
  (readings: TestsReadings): number | undefined => {
    const { state, passed, failed } = readings;
    return (state === 'passed' || state === 'failed') && passed + failed > 0 ? readings[figure] : undefined;
  };

/** "199 passed", "5 failed, 194 passed"; undefined where nothing was counted. */
function tally({ state, passed, failed }: TestsReadings): Text | undefined {
  if (passed + failed === 0) return undefined;
  const well = { en: `${passed} passed`, fr: `${passed} réussi${passed > 1 ? 's' : ''}` };
  if (state === 'passed') return well;
  return { en: `${failed} failed, ${well.en}`, fr: `${failed} en échec, ${well.fr}` };
}

/** The target's own tests, run as its developers run them. */
export default defineProbe<TestsReadings>()({
  id: 'tests',
  title: { en: 'Test suite', fr: 'Suite de tests' },
  phase: 'after',
  needsHost: true,
  metrics: {
    state: {
      kind: 'state',
      title: { en: 'Tests', fr: 'Tests' },
      states: {
        passed: { en: 'all pass', fr: 'tous passent' },
        failed: { en: 'some fail', fr: 'certains échouent' },
        'nothing-ran': { en: 'nothing ran', fr: 'rien n’a tourné' },
        'timed-out': { en: 'timed out', fr: 'délai dépassé' },
        'collection-error': { en: 'broken', fr: 'cassés' },
        crashed: { en: 'crashed', fr: 'plantés' },
        'not-started': { en: 'not started', fr: 'non lancés' },
      },
      from: ({ state }) => state,
      shown: tally,
    },
    passed: {
      kind: 'number',
      title: { en: 'Tests passed', fr: 'Tests réussis' },
      unit: 'count',
      better: 'higher',
      floor: 0.5,
      formula: { en: 'as counted by the runner', fr: 'comptés par l’outil de test' },
      from: counted('passed'),
    },
    failed: {
      kind: 'number',
      title: { en: 'Tests failed', fr: 'Tests en échec' },
      unit: 'count',
      better: 'lower',
      floor: 0.5,
      formula: {
        en: 'failures, errors and test files that could not be loaded',
        fr: 'échecs, erreurs et fichiers de test impossibles à charger',
      },
      from: counted('failed'),
    },
    duration_s: {
      kind: 'number',
      title: { en: 'Duration of the tests', fr: 'Durée des tests' },
      unit: 's',
      better: 'lower',
      floor: 5,
      formula: { en: 'start to end of the command', fr: 'du début à la fin de la commande' },
      from: ({ state, durationS }) => (state === 'passed' || state === 'failed' ? durationS : undefined),
    },
  },
  async observe({ target, host, signal }) {
    if (target.tests === null) return { unavailable: 'no test command is configured (target.tests)' };
    const ran = await runReporting(host, target.tests, signal);
    const { readings, text } = readingsOf(target.tests, ran);
    return { readings, raw: exhibits(readings, text) };
  },
});
