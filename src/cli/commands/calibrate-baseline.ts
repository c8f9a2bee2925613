import { openArchive } from '../../archive/open.ts';
import { oneLine } from '../../domain/printable.ts';
import type { Readings } from '../../domain/record.ts';
import type { Text } from '../../domain/text.ts';
import { seen } from '../../domain/unseen.ts';
import { readingsOf } from '../../pipeline/record.ts';
import { type Steadiness, steadinessOf } from '../../pipeline/steadiness.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../flags.ts';
import { grid } from '../grid.ts';
import { lastEvidence } from '../history.ts';
import { inItsDialect } from '../in-its-dialect.ts';
import { languageOf } from '../language.ts';
import { measure } from '../measure.ts';
import { progress } from '../progress.ts';
import { rules } from '../rules.ts';
import { select } from '../selection.ts';
import { nameOf, settingsFor } from '../settings.ts';
import { canvasOf, type Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface StackCalibrationFlags extends Omit<Flags, 'baseline'> {
  /** So many runs. */
  readonly cycles: string;
  /** Absent: it is ralph's own clocks that are put to the test. */
  readonly baseline?: boolean;
}

const RUNS = { least: 6, most: 40 };

/** What is asked where nothing is named: what objectives are about. */
const ASKED = ['llm', 'tts', 'turn'];

const WORDS = {
  en: { metric: 'Metric', runs: 'Runs', spread: 'Wanders by', holds: 'Holds', floor: 'its floor' },
  fr: { metric: 'Métrique', runs: 'Passages', spread: 'Fluctue de', holds: 'Tient', floor: 'son seuil' },
} as const;

function runsOf(said: string): number {
  const runs = Number(said);
  if (/^\d{1,3}$/.test(said) && runs >= RUNS.least && runs <= RUNS.most) return runs;
  throw new UsageError(
    `--cycles: found "${said}", expected a whole number from ${RUNS.least} to ${RUNS.most}`,
  );
}

const needed = ({ tolerancePct, isUnderFloor }: Steadiness): number => (isUnderFloor ? 0 : tolerancePct);

/** The tolerance that all figures hold which objectives are about; of all, where none of them was measured. */
function proposed(rows: readonly Steadiness[]): number | null {
  const objectives = rules.criteria.flatMap(({ objective }) => objective?.of ?? []);
  const judged = rows.filter(({ metric }) => objectives.includes(metric));
  const figures = (judged.length > 0 ? judged : rows).map(needed);
  return figures.length === 0 ? null : Math.min(100, Math.max(1, ...figures));
}

const advice = (tolerance: number | null, rows: readonly Steadiness[]): Text => {
  if (tolerance === null)
    return { en: 'nothing was measured often enough', fr: 'rien n’a été mesuré assez souvent' };
  const beyond = rows.filter((row) => needed(row) > tolerance).map(({ metric }) => metric);
  const more = beyond.join(', ');
  return {
    en: `tolerance: ${tolerance} %${beyond.length === 0 ? '' : `   # wander more: ${more}`}`,
    fr: `tolerance: ${tolerance} %${beyond.length === 0 ? '' : `   # fluctuent plus : ${more}`}`,
  };
};

/** Measures an unchanged stack again and again, and says which tolerance its figures hold, as a line of its config. */
export async function calibrateBaseline(
  { baseline: _, ...flags }: StackCalibrationFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const cycles = runsOf(flags.cycles);
  const given = await settingsFor(flags, terminal);
  const lang = languageOf(flags.lang, given.config.lang, terminal.env);
  const shown = progress(terminal, lang, flags);
  const settings = await inItsDialect(given, { say: (line) => shown.say(line[lang]), signal });
  const probes = select(rules.probes, { only: ASKED, ...flags });
  await using archive = await openArchive(given.config.archive);
  const before = await lastEvidence(archive, undefined, nameOf(settings));
  const runs: Readings[] = [];
  for (let run = 1; run <= cycles; run++) {
    shown.say(`${run}/${cycles}`);
    runs.push(readingsOf(await measure(settings, { probes, progress: shown, signal, before }), probes));
  }
  const rows = steadinessOf(runs, probes);
  const tolerancePct = proposed(rows);
  const words = WORDS[lang];
  const table = rows.map(({ title, runs: count, spreadPct, tolerancePct: holds, isUnderFloor }) => ({
    [words.metric]: oneLine(title[lang]),
    [words.runs]: String(count),
    [words.spread]: `${spreadPct} %`,
    [words.holds]: isUnderFloor ? words.floor : `${holds > 100 ? '> 100' : holds} %`,
  }));
  const { columns } = canvasOf(terminal, flags.color);
  terminal.stdout.write(
    flags.json
      ? `${seen(JSON.stringify({ runs: cycles, tolerancePct, metrics: rows }, null, 2))}\n`
      : `${table.length === 0 ? '' : `${await grid(table, columns)}\n`}${advice(tolerancePct, rows)[lang]}\n`,
  );
  return rows.length === 0 ? EXIT.inconclusive : EXIT.passed;
}
