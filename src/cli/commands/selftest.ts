import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { seen } from '../../domain/unseen.ts';
import { catalogue } from '../../selftest/catalogue/index.ts';
import { rowOf, saidOfTheMachine, stepLines, summaryRows } from '../../selftest/drawn.ts';
import type { FaultCase } from '../../selftest/fault-case.ts';
import { isSound, type SelftestReport } from '../../selftest/report.ts';
import { runTrials, type Trials, trialsOf } from '../../selftest/run.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { grid } from '../grid.ts';
import { footer } from '../live/footer.ts';
import type { View } from '../live/panel.ts';
import { progress } from '../progress.ts';
import { cycle } from '../selftest-cycle.ts';
import { checkStandIns } from '../selftest-folder.ts';
import { pageOf } from '../selftest-page.ts';
import { inShop } from '../selftest-shop.ts';
import { canvasOf, type Terminal } from '../terminal.ts';
import { takenOn } from '../this-machine.ts';
import { UsageError, unknownWord } from '../usage-error.ts';
import { ensureFile } from '../writable.ts';

export interface SelftestFlags {
  readonly only?: readonly string[];
  /** True: as many as the default says. */
  readonly pairs?: string | true;
  readonly clean: string;
  readonly jobs?: string;
  readonly keep?: string;
  readonly output?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** False with --no-motion. */
  readonly motion?: boolean;
  readonly color: boolean;
}

const PAIRS = '100';

function countFrom(flag: string, text: string, least = 0): number {
  if (/^\d{1,5}$/.test(text) && Number(text) >= least) return Number(text);
  throw new UsageError(`${flag}: found "${text}", expected a whole number from ${least} to 99999`);
}

/** The cases that were asked for; all where none was. */
function chosen(only: readonly string[] | undefined): readonly FaultCase[] {
  const known = catalogue.map(({ id }) => id);
  const unknown = only?.find((id) => !known.includes(id));
  if (unknown !== undefined) throw unknownWord('--only', unknown, known);
  return only ? catalogue.filter(({ id }) => only.includes(id)) : catalogue;
}

/** What is to be reviewed. Throws UsageError where that is nothing. */
function wanted({ only, pairs, clean }: SelftestFlags): Trials {
  const count = pairs === undefined ? '0' : pairs === true ? PAIRS : pairs;
  const trials = trialsOf(chosen(only), {
    pairs: countFrom('--pairs', count),
    clean: countFrom('--clean', clean),
  });
  if (Object.values(trials).some((of) => of.length > 0)) return trials;
  throw new UsageError('--only: found no fault, and no clean cycle to run beside it, expected one at least');
}

/** Below, names are broken into so many lines that points and times give way; they are in the JSON and on the page. */
const ROOMY_COLUMNS = 100;

/** How many cycles are over, and how long the rest takes if it takes as long each. */
function cyclesView(over: () => number, all: number): View {
  const begunMs = performance.now();
  return ({ columns, rows }) => {
    if (rows < 1 || columns < 1) return [];
    const [done, elapsedMs] = [over(), performance.now() - begunMs];
    const left = done === 0 ? null : { ms: (elapsedMs / done) * (all - done), isWhole: true };
    return [footer({ done, all, elapsedMs, left }, columns, 'en')];
  };
}

const narrowed = ({ lost: _lost, time: _time, ...row }: ReturnType<typeof rowOf>) => row;

/** The matrix and the two numbers, as wide as the terminal is. */
async function drawn(report: SelftestReport, columns: number): Promise<string> {
  const all = [...report.faults, ...report.pairs, ...report.lookAlikes].map(rowOf);
  const rows = columns < ROOMY_COLUMNS ? all.map(narrowed) : all;
  const said = saidOfTheMachine(report).map(([finding, cycles]) => [
    finding,
    `said of this machine in ${cycles} cycles`,
  ]);
  const figures = [...summaryRows(report.summary), ...said];
  return [
    ...(rows.length === 0 ? [] : [await grid(rows, columns)]),
    ...figures.map(([name = '', figure]) => `${name.padEnd(22)} ${figure}`),
    '',
  ].join('\n');
}

/** Puts ralph itself to the test: faults it must catch, and healthy stacks of which it must say nothing. */
export async function selftest(
  flags: SelftestFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  checkStandIns();
  const trials = wanted(flags);
  // A cycle waits as much as it works, so a core takes more than one.
  const jobs = countFrom(
    '--jobs',
    // A cycle waits for half of its time.
    flags.jobs ?? String(2 * availableParallelism()),
    1,
  );
  if (flags.output !== undefined) await ensureFile('--output', flags.output);

  const shown = progress(terminal, 'en', flags);
  let over = 0;
  const board = shown.board(cyclesView(() => over, Object.values(trials).flat().length));
  const report = await inShop(flags.keep, (shop) =>
    runTrials(
      trials,
      jobs,
      (trial) => cycle(trial, shop, signal),
      ({ outcome, done, of }) => {
        over = done;
        for (const line of stepLines(outcome, done, of)) shown.say(line);
      },
    ),
  ).finally(() => board?.end());
  if (flags.output !== undefined) {
    await writeFile(
      flags.output,
      terminal.secrets.mask(pageOf(report, catalogue, await takenOn(new Date()))),
    );
  }
  terminal.stdout.write(
    flags.json
      ? `${seen(JSON.stringify(report, null, 2))}\n`
      : await drawn(report, canvasOf(terminal, flags.color).columns),
  );
  return isSound(report) ? EXIT.passed : EXIT.failed;
}
