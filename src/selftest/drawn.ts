import { isRight, type Outcome } from './outcome.ts';
import { cyclesOf, type SelftestReport, type Summary } from './report.ts';

const list = (ids: readonly string[]): string => (ids.length === 0 ? '–' : ids.join(', '));

/** What came of a cycle, in a word or two. */
export function shown({ expected, failed, missed, unrelated, split, broken }: Outcome): string {
  if (failed !== undefined) return 'NO REVIEW';
  if (missed.length > 0) return 'MISSED';
  if (broken.length > 0) return 'BROKE';
  if (unrelated.length > 0) return 'FALSE ALARM';
  if (split.length > 0) return 'TOLD TWICE';
  return expected.length === 0 ? 'quiet' : 'caught';
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** The row of a cycle: fault × finding, caught or not, points lost, time, and what else was raised. */
export const rowOf = (outcome: Outcome) => ({
  fault: outcome.id,
  finding: list(outcome.expected),
  caught: shown(outcome),
  lost: outcome.pointsLost === null ? '–' : String(outcome.pointsLost),
  time: seconds(outcome.durationMs),
  'raised beside it': list(outcome.raised.filter((id) => !outcome.expected.includes(id))),
});

/** What is not right of a cycle, in one line each; where it can be looked at in the last. */
export const complaints = ({
  failed,
  missed,
  unrelated,
  split,
  broken,
  kept,
}: Outcome): readonly string[] => [
  ...(failed === undefined
    ? missed.map((finding) => `${finding} was not raised`)
    : [`there is no review: ${failed}`]),
  ...unrelated.map((finding) => `${finding} was raised, and nothing of the kind is wrong`),
  ...(split.length === 0 ? [] : [`blockers that nothing joins, more than there are faults: ${list(split)}`]),
  ...broken.map((probe) => `the probe ${probe} broke`),
  ...(kept === undefined ? [] : [`kept in ${kept}`]),
];

const percent = (part: number, whole: number): string =>
  `${((100 * part) / whole).toFixed(1).replace(/\.0$/, '')} %`;

const share = (part: number, whole: number): string =>
  whole === 0 ? 'none tried' : `${part} of ${whole} (${percent(part, whole)})`;

/** What was said of the machine, and in how many cycles: true of it, so neither caught nor cried. */
export function saidOfTheMachine(
  report: SelftestReport,
): readonly (readonly [finding: string, cycles: number])[] {
  const said = new Map<string, number>();
  for (const finding of cyclesOf(report).flatMap(({ machine }) => machine))
    said.set(finding, (said.get(finding) ?? 0) + 1);
  return [...said].toSorted(([a], [b]) => a.localeCompare(b));
}

/** The two numbers, each by its name. */
export const summaryRows = (summary: Summary): readonly (readonly [name: string, figure: string])[] => [
  ['single faults caught', share(summary.caught, summary.faults)],
  ['pairs, both named', share(summary.pairsCaught, summary.pairs)],
  ['false alarms', `${summary.falseAlarms}; ${summary.cleanCycles} of the cycles were of healthy stacks`],
];

/** A cycle that is over, as a line of progress: sign, how far the whole is, and what is wrong below. */
export function stepLines(outcome: Outcome, done: number, of: number): readonly string[] {
  const place = `${String(done).padStart(String(of).length)}/${of}`;
  const sign = isRight(outcome) ? '✓' : '✗';
  return [
    `${place} ${sign} ${outcome.id}  ${seconds(outcome.durationMs)}${outcome.raised.length === 0 ? '' : `  ${list(outcome.raised)}`}`,
    ...complaints(outcome).map((line) => `${' '.repeat(place.length + 3)}${line}`),
  ];
}
