import { resolve } from 'node:path';
import { makeFolder } from '../../archive/durable.ts';
import { type CapacityFound, searchCapacity, withUsers } from '../../bench/capacity.ts';
import { describe } from '../../bench/describe.ts';
import { folded } from '../../bench/folded.ts';
import { knee } from '../../bench/knee.ts';
import type { LoadReport } from '../../bench/load-report.ts';
import { loadScenario } from '../../bench/load-scenario.ts';
import { makeLoad } from '../../bench/load-thread.ts';
import { nowAndThen } from '../../bench/progress.ts';
import type { Recordings } from '../../bench/recordings.ts';
import { drawn } from '../../bench/report.ts';
import { type Measured, measuredFrom, type Outcome, outcomeOf, rawOf } from '../../bench/result.ts';
import type { Scenario } from '../../bench/scenario.ts';
import { httpUrl } from '../../config/base-url.ts';
import { seen } from '../../domain/unseen.ts';
import { apiKeyFrom } from '../api-key.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { keepResult } from '../keep-result.ts';
import { loadView } from '../live/load-view.ts';
import { progress } from '../progress.ts';
import { startReference } from '../reference-stack.ts';
import { canvasOf, type Terminal } from '../terminal.ts';
import { thisMachine } from '../this-machine.ts';
import { UsageError } from '../usage-error.ts';

export interface BenchFlags {
  readonly target?: string;
  readonly allowRemote?: boolean;
  readonly results: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** False with --no-motion. */
  readonly motion?: boolean;
  /** False with --no-color. */
  readonly color: boolean;
}

const CODES: Readonly<Record<Outcome, ExitCode>> = {
  kept: EXIT.passed,
  missed: EXIT.failed,
  inconclusive: EXIT.inconclusive,
};

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

function targetOf(scenario: Scenario, { target, allowRemote }: BenchFlags): string | null {
  if (target === undefined && scenario.url === null) return null;
  const reading = httpUrl.read(target ?? scenario.url ?? '');
  if (!('value' in reading)) {
    const found = reading.secret ? 'a secret' : `"${target}"`;
    throw new UsageError(`--target: found ${found}, expected ${reading.expected}`);
  }
  const { hostname } = new URL(reading.value);
  if (LOOPBACK.test(hostname) || allowRemote) return reading.value;
  throw new UsageError(
    `target: found ${hostname}, which is not this machine, expected --allow-remote beside it: a load test is for stacks whose owner agreed to it`,
  );
}

/** All that is needed to read the figures later. */
const about = (scenario: Scenario, interrupted: boolean) => ({
  ...thisMachine(),
  target: scenario.url ?? 'reference',
  scenario,
  interrupted,
});

type Found =
  | { readonly measured: Measured; readonly capacity: null }
  | { readonly measured: null; readonly capacity: CapacityFound };

/** What users say, said once by the stack before any load; null where they do not speak. */
async function recordingsOf(
  { deed, speech, timeoutMs }: Scenario,
  { url, apiKey, say, signal }: Studio,
): Promise<Recordings | null> {
  if (deed.kind !== 'ws-voice' || deed.says !== 'recording') return null;
  say('recording what users will say, with the voice of the stack');
  const { recordingsBy } = await import('../../bench/recordings.ts');
  return recordingsBy({
    url,
    headers: apiKey === null ? {} : { 'x-api-key': apiKey },
    speech,
    timeoutMs,
    signal,
  });
}

interface Studio {
  readonly url: string;
  readonly apiKey: string | null;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** One load, or as many as the search for the capacity takes. */
async function measure(
  scenario: Scenario,
  run: (scenario: Scenario) => Promise<Measured>,
  signal: AbortSignal,
): Promise<Found> {
  if (scenario.capacity === null) return { measured: await run(scenario), capacity: null };
  const runWith = (users: number) => run(withUsers(scenario, users));
  return { measured: null, capacity: await searchCapacity(scenario.capacity, runWith, signal) };
}

function outcome({ measured, capacity }: Found): Outcome {
  if (measured) return outcomeOf(measured);
  if (!capacity.settled) return 'inconclusive';
  return capacity.passing > 0 ? 'kept' : 'missed';
}

/** Loads a stack as a scenario says, judges what came of it, and keeps the raw figures. */
export async function bench(
  path: string,
  flags: BenchFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { env, stdout, stderr, secrets } = terminal;
  const read = await loadScenario({ path, cwd: terminal.cwd(), env });
  const target = targetOf(read, flags);
  const scenario = { ...read, url: target };
  const apiKey = apiKeyFrom(`${path}: api_key_env`, scenario.apiKeyEnv ?? undefined, terminal);
  const folder = resolve(terminal.cwd(), flags.results);
  await makeFolder(folder);

  const stack =
    target === null
      ? await startReference(undefined, ['--rate-limit', '0'])
      : { url: target, stop: async () => {} };
  const shown = progress(terminal, 'en', flags);
  const { say } = shown;
  const raw: ReturnType<typeof rawOf>[] = [];
  let recordings: Recordings | null = null;

  async function run(loaded: Scenario): Promise<Measured> {
    const { deed, load: timetable, durationMs } = loaded;
    say(`${describe(deed, timetable, durationMs)} on ${target ?? 'the bundled stack'}`);
    let latest: LoadReport | undefined;
    const board = shown.board((room) => loadView(latest, durationMs, room));
    const tell = nowAndThen(say, durationMs);
    const on = (report: LoadReport): void => {
      latest = report;
      if (board) board.changed();
      else tell(report);
    };
    const load = { scenario: loaded, url: stack.url, apiKey, recordings };
    const report = await makeLoad(load, on, signal).finally(() => board?.end());
    raw.push(rawOf(report));
    return measuredFrom(report, loaded);
  }

  async function findOut(): Promise<Found> {
    recordings = await recordingsOf(scenario, { url: stack.url, apiKey, say, signal });
    return measure(scenario, run, signal);
  }
  const found = await findOut().finally(stack.stop);
  const result = { ...about(scenario, signal.aborted), ...found };
  const file = await keepResult({ folder, at: new Date(), secrets }, scenario.name, {
    ...result,
    histogramsUs: raw,
  });
  const canvas = canvasOf(terminal, flags.color);
  if (flags.json) stdout.write(`${seen(JSON.stringify(result, null, 2))}\n`);
  else if (found.capacity) stdout.write(folded(knee(found.capacity), canvas.columns));
  else stdout.write(await drawn(scenario, found.measured, canvas));
  if (signal.aborted) {
    stderr.write(`ralph: interrupted; what there is was kept: ${file}\n`);
    return EXIT.interrupted;
  }
  say(`kept: ${file}`);
  return CODES[outcome(found)];
}
