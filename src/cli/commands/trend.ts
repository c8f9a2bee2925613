import { openArchive } from '../../archive/open.ts';
import type { Slip } from '../../archive/record.ts';
import { oneLine } from '../../domain/printable.ts';
import type { Lang } from '../../domain/text.ts';
import { localise } from '../../domain/text.ts';
import { seen as visible } from '../../domain/unseen.ts';
import { redact } from '../../pipeline/redact.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import * as known from '../known.ts';
import { metricsNamed } from '../metrics-named.ts';
import { recordMaker } from '../record-maker.ts';
import { placeOf } from '../reviews-place.ts';
import { windowAsked } from '../since.ts';
import { canvasOf, type Terminal } from '../terminal.ts';
import { trendOver } from '../trend-over.ts';
import { drawnTrend } from '../trend-text.ts';
import { RULES } from '../trend-words.ts';
import { UsageError, unknownWord } from '../usage-error.ts';

export interface TrendFlags {
  readonly since?: string;
  readonly last?: string;
  readonly target?: string;
  readonly reviews?: string;
  readonly lang?: Lang;
  readonly json?: boolean;
  /** False with --no-color. */
  readonly color: boolean;
}

/** As many as a line can show, and a person can ask about. */
const DEFAULT_LAST = 200;

/** Where the window begins among the cycles of a target, oldest first. */
function beginning(flags: TrendFlags, slips: readonly Slip[], nowMs: number): number {
  const asked = windowAsked(flags, { last: DEFAULT_LAST }, nowMs);
  if ('last' in asked) return Math.max(0, slips.length - asked.last);
  const fromMs = Date.parse(asked.since);
  const first = slips.findIndex(({ row }) => Date.parse(row.reviewedAt) >= fromMs);
  return first < 0 ? slips.length : first;
}

/** The one that was named, or that of the newest cycle. Throws UsageError. */
function targetOf({ target }: TrendFlags, slips: readonly Slip[], folder: string): string {
  const names = [...new Set(slips.map(({ row }) => row.target))];
  const newest = slips.at(-1)?.row.target;
  if (newest === undefined)
    throw new UsageError(
      `${folder}: found no review there, expected one; make it with "ralph review", or name a folder with --reviews`,
    );
  if (target !== undefined && !names.includes(target)) throw unknownWord('--target', target, names);
  return target ?? newest;
}

/** Draws how figures went over a window of cycles, where their level moved, what blocked for how long, and what is flaky. */
export async function trend(
  words: readonly string[],
  flags: TrendFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { metrics, criteria } = known;
  const lines = metricsNamed(words, metrics, criteria);
  const { place, lang } = await placeOf(flags, terminal);
  await using archive = await openArchive(place);
  // What draws is loaded while the archive is listed, which takes as long where it holds ten thousand reviews.
  const [records] = await Promise.all([
    archive.records(recordMaker(archive), 'as indexed'),
    ...(flags.json ? [] : [import('cli-table3')]),
  ]);
  try {
    const target = targetOf(flags, records.slips, archive.place);
    const slips = records.slips.filter(({ row }) => row.target === target);
    const from = beginning(flags, slips, Date.now());
    if (from === slips.length)
      throw new UsageError(
        `--since: found no cycle of ${target} since then, the last is of ${slips.at(-1)?.row.reviewedAt}; expected an earlier time`,
      );
    const drawn = await trendOver(records, slips, from, lines);
    for (const { why } of records.corrupt) terminal.stderr.write(`${oneLine(`skipped ${why}`)}\n`);
    const others = [...new Set(records.slips.map(({ row }) => row.target))].filter((name) => name !== target);
    const { cycles, ...told } = { ...drawn, ...{ cyclesBefore: from, otherTargets: others } };
    const masked = <Value>(value: Value): Value => redact(value, terminal.secrets.values);
    if (flags.json) {
      const found = localise({ ...masked({ ...told, cycles }), rules: RULES }, lang);
      terminal.stdout.write(`${visible(JSON.stringify(found, null, 2))}\n`);
    } else {
      // Before it is drawn: a secret that is broken over the lines of a cell would be known to nobody. Of all cycles only
      // numbers, days and verdicts are.
      const found = { ...masked(told), cycles };
      terminal.stdout.write(await drawnTrend(found, lang, canvasOf(terminal, flags.color)));
    }
    return EXIT.passed;
  } finally {
    records.close();
  }
}
