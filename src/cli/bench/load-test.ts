import { resolve } from 'node:path';
import { makeFolder } from '../../archive/durable.ts';
import { type CapacityFound, searchCapacity, withUsers } from '../../bench/capacity.ts';
import { describe } from '../../bench/describe.ts';
import { folded } from '../../bench/folded.ts';
import { knee } from '../../bench/knee.ts';
import type { LoadReport } from '../../bench/load-report.ts';
import { nowAndThen } from '../../bench/progress.ts';
import { drawn } from '../../bench/report.ts';
import { type Measured, measuredFrom, type Outcome, outcomeOf, rawOf } from '../../bench/result.ts';
import type { Scenario } from '../../bench/scenario.ts';
import { seen } from '../../domain/unseen.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { keepResult } from '../keep-result.ts';
import { loadView } from '../live/load-view.ts';
import { progress } from '../progress.ts';
import { canvasOf, type Terminal } from '../terminal.ts';
import { thisMachine } from '../this-machine.ts';

/** How a load test is shown and kept. */
export interface LoadTestFlags {
  readonly results: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** False with --no-motion. */
  readonly motion?: boolean;
  /** False with --no-color. */
  readonly color: boolean;
}

/** Makes one load of the test. */
export type Loading = (scenario: Scenario, watch: (report: LoadReport) => void) => Promise<LoadReport>;

/** A load test, whoever makes its loads. */
export interface LoadTest {
  readonly scenario: Scenario;
  /** "the bundled stack" */
  readonly on: string;
  /** What the result says beside the figures. */
  readonly about: () => object;
  /** What stands below the figures. */
  readonly notes: () => readonly string[];
  /** Gets ready for the loads, and says what it does meanwhile. */
  readonly ready: (say: (text: string) => void) => Promise<Loading>;
  /** Ends what was made ready. */
  readonly end: () => Promise<unknown>;
}

const CODES: Readonly<Record<Outcome, ExitCode>> = {
  kept: EXIT.passed,
  missed: EXIT.failed,
  inconclusive: EXIT.inconclusive,
};

type Found =
  | { readonly measured: Measured; readonly capacity: null }
  | { readonly measured: null; readonly capacity: CapacityFound };

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

/** Makes the loads of a test while a person looks on, judges what came of it, and keeps the raw figures. */
export async function loadTest(
  { scenario, on, about, notes, ready, end }: LoadTest,
  flags: LoadTestFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { stdout, stderr, secrets } = terminal;
  const folder = resolve(terminal.cwd(), flags.results);
  await makeFolder(folder);
  const shown = progress(terminal, 'en', flags);
  const { say } = shown;
  const raw: ReturnType<typeof rawOf>[] = [];

  async function findOut(): Promise<Found> {
    const load = await ready(say);
    async function run(loaded: Scenario): Promise<Measured> {
      const { deed, load: timetable, durationMs } = loaded;
      say(`${describe(deed, timetable, durationMs)} on ${on}`);
      let latest: LoadReport | undefined;
      const board = shown.board((room) => loadView(latest, durationMs, room));
      const tell = nowAndThen(say, durationMs);
      const watch = (report: LoadReport): void => {
        latest = report;
        if (board) board.changed();
        else tell(report);
      };
      const report = await load(loaded, watch).finally(() => board?.end());
      raw.push(rawOf(report));
      return measuredFrom(report, loaded);
    }
    return measure(scenario, run, signal);
  }
  const found = await findOut().finally(end);
  const result = {
    ...{ ...thisMachine(), target: scenario.url ?? 'reference', scenario, interrupted: signal.aborted },
    ...about(),
    ...found,
  };
  const at = { folder, at: new Date(), secrets };
  const file = await keepResult(at, scenario.name, { ...result, histogramsUs: raw });
  const canvas = canvasOf(terminal, flags.color);
  if (flags.json) stdout.write(`${seen(JSON.stringify(result, null, 2))}\n`);
  else {
    const { columns } = canvas;
    stdout.write(
      found.capacity ? folded(knee(found.capacity), columns) : await drawn(scenario, found.measured, canvas),
    );
    for (const note of notes()) stdout.write(`${folded(note, columns)}\n`);
  }
  if (signal.aborted) {
    stderr.write(`ralph: interrupted; what there is was kept: ${file}\n`);
    return EXIT.interrupted;
  }
  say(`kept: ${file}`);
  return CODES[outcome(found)];
}
