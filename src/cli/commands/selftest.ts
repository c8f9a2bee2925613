import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { seen } from '../../domain/unseen.ts';
import { catalogue } from '../../selftest/catalogue/index.ts';
import { complaints, pageOf, rowOf, summaryLines } from '../../selftest/drawn.ts';
import type { FaultCase } from '../../selftest/fault-case.ts';
import { isRight, type Outcome } from '../../selftest/outcome.ts';
import { choosePairs } from '../../selftest/pairs.ts';
import { isSound, reportOf } from '../../selftest/report.ts';
import { sideBySide } from '../../selftest/side-by-side.ts';
import { type Trial, trialOf } from '../../selftest/world.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { grid } from '../grid.ts';
import { cycle } from '../selftest-cycle.ts';
import { checkStandIns } from '../selftest-folder.ts';
import { canvasOf, type Terminal } from '../terminal.ts';
import { thisMachine } from '../this-machine.ts';
import { UsageError, unknownWord } from '../usage-error.ts';

export interface SelftestFlags {
  readonly only?: readonly string[];
  /** True: as many as the default says. */
  readonly pairs?: string | true;
  readonly clean: string;
  readonly jobs?: string;
  readonly output?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
}

const PAIRS = 100;

function countFrom(flag: string, text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UsageError(`${flag}: found "${text}", expected a whole number`);
}

const isFault = ({ finding }: FaultCase): boolean => finding !== null;

/** The faults that were asked for; all where none was. */
function chosen(only: readonly string[] | undefined) {
  for (const id of only ?? [])
    if (!catalogue.some((each) => each.id === id))
      throw unknownWord(
        '--only',
        id,
        catalogue.map((each) => each.id),
      );
  return only ? catalogue.filter(({ id }) => only.includes(id)) : catalogue;
}

/** Puts ralph itself to the test: faults it must catch, and healthy stacks of which it must say nothing. */
export async function selftest(
  flags: SelftestFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  checkStandIns();
  const cases = chosen(flags.only);
  const wanted =
    flags.pairs === undefined ? 0 : flags.pairs === true ? PAIRS : countFrom('--pairs', flags.pairs);
  const clean = countFrom('--clean', flags.clean);
  const say = (line: string): void => void (flags.quiet || terminal.stderr.write(`${line}\n`));
  // A cycle waits as much as it works, so a core takes more than one.
  const jobs =
    flags.jobs === undefined
      ? Math.max(2, Math.floor(availableParallelism() / 2))
      : countFrom('--jobs', flags.jobs);
  const run = (trials: readonly Trial[]): Promise<Outcome[]> =>
    sideBySide(trials, jobs, async (trial) => {
      const outcome = await cycle(trial, signal);
      const { time, beside } = rowOf(outcome);
      say(`  ${isRight(outcome) ? '✓' : '✗'} ${outcome.id}  ${time}  ${beside === '–' ? '' : `(${beside})`}`);
      for (const line of complaints(outcome)) say(`      ${line}`);
      return outcome;
    });

  const healthy = Array.from({ length: clean }, (_, index) => ({ ...trialOf(), id: `clean ${index + 1}` }));
  const lookAlikes = cases.filter((each) => !isFault(each)).map((each) => trialOf(each));
  const report = reportOf({
    faults: await run(cases.filter(isFault).map((each) => trialOf(each))),
    pairs: await run(choosePairs(cases.filter(isFault), wanted)),
    clean: await run([...lookAlikes, ...healthy]),
  });
  if (flags.output !== undefined) {
    const { node, cpu, cores, ralph } = thisMachine();
    const taken = `ralph ${ralph}, ${new Date().toISOString().slice(0, 10)}, node ${node}, ${cores} × ${cpu}`;
    await writeFile(flags.output, pageOf(report, taken));
  }
  if (flags.json) terminal.stdout.write(`${seen(JSON.stringify(report, null, 2))}\n`);
  else {
    const { columns } = canvasOf(terminal, flags.color);
    const rows = [...report.faults, ...report.pairs].map(rowOf);
    if (rows.length > 0) terminal.stdout.write(`${await grid(rows, columns)}\n`);
    terminal.stdout.write(`${summaryLines(report.summary).join('\n')}\n`);
  }
  return isSound(report) ? EXIT.passed : EXIT.failed;
}
